package dev.sabot.format.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.connector.Table;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what DuckDB reads. In the texts `~` ends a line and `'` is a double quote.
final class DuckDbTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':1,'b':'x'}~{'a':2,'b':'y'}~",
                "[{'a':1},{'a':2}]",
                "{~ 'a': 1~}~{'a':~2}",
                "{'a':1}~{'b':2}~{}~",
                "{'a':true}~{'a':null}~",
                "{'a':1}~{'a':2.5}~{'a':1e3}~",
                "{'a':-9223372036854775808}~{'a':9223372036854775807}~",
                "{'a':'2024-01-31'}~{'a':'1969-12-31'}~",
                "{'a':'2024-01-31 10:00:00'}~{'a':'2024-01-31 10:00:05'}~",
                "{'a':'\\u00e9\\n\\ud83d\\ude00'}~",
                "{'a':[1,2]}~{'a':[]}~{'a':null}~{'a':[null]}~",
                "{'a':{'x':1,'y':{'z':'t'}}}~{'a':{'y':null}}~{'a':null}~",
                "{'a':[{'x':1},{'y':[true]}]}~",
                "{'a':[[1],[2.5]]}~",
                "1~2~3~",
            })
    void readsSamplesAlike(String sample) throws SQLException {
        String text = sample.replace('~', '\n').replace('\'', '"');
        try (JsonFiles files = new JsonFiles(folder);
                Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            Table table = files.of(text, Map.of());
            String scan = " FROM read_json('" + folder.resolve("file.json") + "')";
            List<List<@Nullable Object>> expected = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SELECT *" + scan)) {
                List<String> names = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    names.add(rows.getMetaData().getColumnName(column));
                }
                assertEquals(
                        names,
                        table.schema().fields().stream().map(field -> field.name()).toList());
                while (rows.next()) {
                    List<@Nullable Object> row = new ArrayList<>();
                    for (int column = 1; column <= names.size(); column++) {
                        row.add(canonical(rows.getObject(column)));
                    }
                    expected.add(row);
                }
            }
            List<List<@Nullable Object>> seen = new ArrayList<>();
            for (List<@Nullable Object> row : files.rows(table)) {
                seen.add(canonicalList(row));
            }
            assertEquals(expected, seen);
        }
    }

    private static @Nullable Object canonical(@Nullable Object value) throws SQLException {
        return switch (value) {
            case BigInteger number -> new BigDecimal(number);
            case Long number -> BigDecimal.valueOf(number);
            case Timestamp timestamp -> timestamp.toLocalDateTime();
            case Array array -> canonicalList(Arrays.asList((Object[]) array.getArray()));
            case List<?> list -> canonicalList(list);
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> fields = new LinkedHashMap<>();
                for (Map.Entry<?, ?> field : map.entrySet()) {
                    fields.put(field.getKey(), canonical(field.getValue()));
                }
                yield fields;
            }
            case Struct struct -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                Map<String, Object> named = ((org.duckdb.DuckDBStruct) struct).getMap();
                for (Map.Entry<String, Object> field : named.entrySet()) {
                    fields.put(field.getKey(), canonical(field.getValue()));
                }
                yield fields;
            }
            case null, default -> value;
        };
    }

    private static List<@Nullable Object> canonicalList(List<?> list) throws SQLException {
        List<@Nullable Object> items = new ArrayList<>();
        for (Object item : list) {
            items.add(canonical(item));
        }
        return items;
    }
}
