package dev.sabot.format.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.connector.Table;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Map;

/// Finds out delimiter, header and types. In the texts `~` ends a line and `^` is a tab.
final class SnifferTest {
    @TempDir private Path folder;

    private void check(String text, Map<String, String> options, String schema, String rows) {
        try (CsvFiles files = new CsvFiles(folder)) {
            Table table = files.of(text.replace('~', '\n').replace('^', '\t'), options);
            assertEquals(schema, Rows.text(table.schema()));
            StringBuilder seen = new StringBuilder();
            files.rows(table).forEach(seen::append);
            assertEquals(rows, seen.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "a,b~1,x~2,y~ => a BIGINT, b VARCHAR => [1, x][2, y]",
                "a;b~1;x~2;y => a BIGINT, b VARCHAR => [1, x][2, y]",
                "a^b~1^x~2^y => a BIGINT, b VARCHAR => [1, x][2, y]",
                "a|b~1|x~2|y => a BIGINT, b VARCHAR => [1, x][2, y]",
                "1;2,5~3;4,5~ => column0 BIGINT, column1 VARCHAR => [1, 2,5][3, 4,5]",
                "a|b|c~1,5|2|x,y => a VARCHAR, b BIGINT, c VARCHAR => [1,5, 2, x,y]",
                "a,b~1,2,~3,4, => a BIGINT, b BIGINT => [1, 2][3, 4]",
                "~~a,b~~1,2~~ => a BIGINT, b BIGINT => [1, 2]",
            })
    void findsDelimiters(String text, String schema, String rows) {
        check(text, Map.of(), schema, rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "1,2~3,4~ => column0 BIGINT, column1 BIGINT => [1, 2][3, 4]",
                "1,2 => column0 BIGINT, column1 BIGINT => [1, 2]",
                "foo,bar~ => foo VARCHAR, bar VARCHAR => ''",
                "x,y~foo,bar~ => x VARCHAR, y VARCHAR => [foo, bar]",
                "x,1~y,2 => column0 VARCHAR, column1 BIGINT => [x, 1][y, 2]",
                "id,name~1,x => id BIGINT, name VARCHAR => [1, x]",
                "a,A,a~1,2,3 => a BIGINT, A_1 BIGINT, a_2 BIGINT => [1, 2, 3]",
                "a,,c~1,2,3 => a BIGINT, column1 BIGINT, c BIGINT => [1, 2, 3]",
                "a~1~~2~~ => a BIGINT => [1][null][2][null]",
                "a,b~,~,~ => a VARCHAR, b VARCHAR => [null, null][null, null]",
            })
    void findsHeaders(String text, String schema, String rows) {
        check(text, Map.of(), schema, rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "a~true~FALSE~t => a BOOLEAN => [true][false][true]",
                "a~1~0 => a BIGINT => [1][0]",
                "a~-9223372036854775808~9223372036854775807 => a BIGINT"
                        + " => [-9223372036854775808][9223372036854775807]",
                "a~9223372036854775808~-1 => a DECIMAL(38, 0) => [9223372036854775808][-1]",
                "a~007~8 => a VARCHAR => [007][8]",
                "a~ 7 ~ 8 => a BIGINT => [7][8]",
                "a~1.5~2 => a DOUBLE => [1.5][2.0]",
                "a~1e5~.5~-2.E-3 => a DOUBLE => [100000.0][0.5][-0.002]",
                "a~nan~-inf => a DOUBLE => [NaN][-Infinity]",
                "a~1d~0x1p3 => a VARCHAR => [1d][0x1p3]",
                "a~1_000 => a VARCHAR => [1_000]",
                "a~2024-02-29~1969-12-31 => a DATE => [2024-02-29][1969-12-31]",
                "a~2023-02-29 => a VARCHAR => [2023-02-29]",
                "a~2024-01-31 10:00:00~2024-02-29 => a TIMESTAMP"
                        + " => [2024-01-31T10:00][2024-02-29T00:00]",
                "a~2024-01-31T10:00:00.123456789 => a TIMESTAMP => [2024-01-31T10:00:00.123456]",
                "a~2024-01-31T10:00:00Z~2024-01-31 10:00:00+05:30 => a TIMESTAMP WITH TIME ZONE"
                        + " => [2024-01-31T10:00:00Z][2024-01-31T04:30:00Z]",
                "a~10:00~23:59:59.5 => a TIME => [10:00][23:59:59.500]",
                "a~24:00 => a VARCHAR => [24:00]",
                "a,b~1,~,2 => a BIGINT, b BIGINT => [1, null][null, 2]",
                "a,b~1,x~2024-01-01,2 => a VARCHAR, b VARCHAR => [1, x][2024-01-01, 2]",
            })
    void findsTypes(String text, String schema, String rows) {
        check(text, Map.of(), schema, rows);
    }

    @Test
    void keepsQuotedEmptyTextsApartFromNull() {
        check(
                "a,b\n\"\",1\nx,\"\"\n,3\n",
                Map.of(),
                "a VARCHAR, b BIGINT",
                "[, 1][x, null][null, 3]");
    }

    @Test
    void takesQuotesOff() {
        check(
                "\"a b\",\"c\nd\"\n\"x\"\"y\",\"1\"\r\n\"p,q\n\",2\n",
                Map.of(),
                "a b VARCHAR, c\nd BIGINT",
                "[x\"y, 1][p,q\n, 2]");
    }

    @Test
    void leavesOutTheByteOrderMark() {
        check("\uFEFFa,b\n1,é😀\n", Map.of(), "a BIGINT, b VARCHAR", "[1, é😀]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "a,b~1,2 => all_varchar=true => a VARCHAR, b VARCHAR => [1, 2]",
                "a,b~1,2 => auto_detect=false => column0 VARCHAR, column1 VARCHAR => [a, b][1, 2]",
                "a,b~1,2 => header=false => column0 VARCHAR, column1 VARCHAR => [a, b][1, 2]",
                "1,2~3,4 => header=true => 1 BIGINT, 2 BIGINT => [3, 4]",
                "a:b~1:x => sep=: => a BIGINT, b VARCHAR => [1, x]",
                "a,b~1,NA~NA,2 => nullstr=NA => a BIGINT, b BIGINT => [1, null][null, 2]",
                "a,b~1,'x,''y'~ => quote=' => a BIGINT, b VARCHAR => [1, x,'y]",
                "a,b~1,'x\\'y'~2,'\\\\'~ => quote=';escape=\\ => a BIGINT, b VARCHAR"
                        + " => [1, x'y][2, \\]",
                "a,b~1,x'y => quote= => a BIGINT, b VARCHAR => [1, x'y]",
                "a;b~1,5;2 => decimal_separator=, => a DOUBLE, b BIGINT => [1.5, 2]",
                "#x~a,b~#,y~1,2~#z => comment=# => a BIGINT, b BIGINT => [1, 2]",
                "junk~~a,b~1,2 => skip=2 => a BIGINT, b BIGINT => [1, 2]",
                "a~31.01.2024~1.2.2024 => dateformat=%-d.%-m.%Y => a DATE"
                        + " => [2024-01-31][2024-02-01]",
                "a~20240131 => dateformat=yyyyMMdd => a DATE => [2024-01-31]",
                "a~31/01/24 5 PM => timestampformat=%d/%m/%y %-I %p => a TIMESTAMP"
                        + " => [2024-01-31T17:00]",
                "a,b~1,x~y,2 => sample_size=1;ignore_errors=true => a BIGINT, b VARCHAR"
                        + " => [1, x]",
                "a,b~1,x~2~3,y,z~4,w => ignore_errors=1 => a BIGINT, b VARCHAR => [1, x][4, w]",
            })
    void obeysOptions(String text, String options, String schema, String rows) {
        Map<String, String> given = new java.util.TreeMap<>();
        for (String option : options.split(";")) {
            String[] parts = option.split("=", 2);
            given.put(parts[0], parts[1]);
        }
        check(text, given, schema, rows);
    }
}
