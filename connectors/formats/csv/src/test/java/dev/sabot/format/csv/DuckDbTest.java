package dev.sabot.format.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.connector.Table;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Reads what DuckDB reads, with the same names and types. In the texts `~` ends a line.
final class DuckDbTest {
    @TempDir private Path folder;

    private void compare(String text) throws SQLException {
        try (CsvFiles files = new CsvFiles(folder);
                Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            Table table = files.of(text, Map.of());
            statement.execute("SET TimeZone = 'UTC'");
            String scan = " FROM read_csv('" + folder.resolve("file.csv") + "')";
            StringBuilder schema = new StringBuilder();
            try (ResultSet columns = statement.executeQuery("DESCRIBE SELECT *" + scan)) {
                while (columns.next()) {
                    schema.append(schema.isEmpty() ? "" : ", ").append(columns.getString(1));
                    schema.append(' ').append(columns.getString(2));
                }
            }
            assertEquals(
                    schema.toString().replace("HUGEINT", "DECIMAL(38, 0)"),
                    Rows.text(table.schema()));
            List<List<@Nullable Object>> expected = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SELECT *" + scan)) {
                while (rows.next()) {
                    List<@Nullable Object> row = new ArrayList<>();
                    for (int column = 1; column <= table.schema().size(); column++) {
                        row.add(canonical(rows.getObject(column)));
                    }
                    expected.add(row);
                }
            }
            assertEquals(expected, files.rows(table));
        }
    }

    private static @Nullable Object canonical(@Nullable Object value) {
        return switch (value) {
            case BigInteger number -> new BigDecimal(number);
            case Timestamp timestamp -> timestamp.toLocalDateTime();
            case OffsetDateTime instant -> instant.toInstant();
            case null, default -> value;
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b~1,x~2,y~",
                "1,2~3,4~",
                "a;b~1;2~",
                "a|b~1|2~",
                "x,y~foo,bar~",
                "foo,bar~",
                "a~1~~2~~",
                "a,b~1,~,2~",
                "a,b~\"\",1~3,2~",
                "a~007~+5~",
                "a~T~F~",
                "a~true~FALSE~",
                "d~2024-01-31~2024-2-9~",
                "d~2024-01-31 10:00:00~2024-02-29~",
                "t~10:00:00~23:59:59.5~",
                "ts~2024-01-01T00:00:00Z~2024-01-01T00:00:00+02:00~",
                "x~1.5~2~1e5~.5~",
                "x~nan~inf~",
                "x~99999999999999999999~1~",
                "a,A,a~1,2,3~",
                "a,,c~1,2,3~",
                "a,b~1,2~~3,4~",
                "\"a b\",\"c~d\"~1,2~",
                "a,b~\"x\"\"y\",1~",
                "a,b~ 1 , 2~",
                "1,2,3,4,5,6,7,8,9,10,11~1,2,3,4,5,6,7,8,9,10,11~",
                "a,b~,~,~",
                "a,b~x,1~y,N/A~",
                "~~a,b~1,2~",
                "a,b~1,x",
                "a,b~1,2,~",
                "a;b~1,5;x~2,5;y~"
            })
    void readsSamplesAlike(String text) throws SQLException {
        compare(text.replace('~', '\n'));
        compare(text.replace("~", "\r\n"));
    }

    @Test
    void readsManyNumbersAlike() throws SQLException {
        SplittableRandom random = new SplittableRandom(20_240_131);
        StringBuilder text = new StringBuilder("id,small,large,float,fixed,day\n");
        for (int row = 0; row < 30_000; row++) {
            text.append(row).append(',').append(random.nextInt(-50, 50)).append(',');
            text.append(random.nextLong()).append(',');
            text.append(Double.longBitsToDouble(random.nextLong() & ~(1L << 62))).append(',');
            text.append(random.nextLong(1_000_000)).append('.').append(random.nextInt(10, 99));
            text.append(',').append(java.time.LocalDate.ofEpochDay(random.nextInt(50_000)));
            text.append('\n');
        }
        compare(text.toString());
    }
}
