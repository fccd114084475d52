package dev.sabot.console.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class TableTest {
    private static final PrintOptions TABLE = PrintOptions.of(OutputFormat.TABLE);

    @Test
    void typesStandUnderTheNames() throws SQLException {
        assertEquals(
                """
                ┌──────────────┬─────────┐
                │            a │ b       │
                │ DECIMAL(9,2) │ VARCHAR │
                ├──────────────┼─────────┤
                │         1.00 │ x       │
                └──────────────┴─────────┘
                1 row
                """,
                Capture.print(TABLE.withTypes(true), "SELECT 1::DECIMAL(9,2) AS a, 'x' AS b"));
    }

    @Test
    void onlyBothEndsOfALongResultAreShown() throws SQLException {
        assertEquals(
                """
                ┌───────┐
                │ range │
                ├───────┤
                │     0 │
                │     1 │
                │     · │
                │     · │
                │     · │
                │  1232 │
                │  1233 │
                └───────┘
                1,234 rows (4 shown)
                """,
                Capture.print(TABLE.withMaxRows(4), "SELECT range FROM range(1234)"));
    }

    @Test
    void aResultAtTheLimitIsShownWhole() throws SQLException {
        String printed = Capture.print(TABLE.withMaxRows(5), "SELECT range FROM range(5)");
        assertTrue(printed.endsWith("5 rows\n"), printed);
        assertEquals(5 + 5, printed.lines().count());
    }

    @Test
    void allRowsArePrintedWithoutALimit() throws SQLException {
        int numRows = TablePrinter.SAMPLE_ROWS + 500;
        String printed =
                Capture.print(TABLE, "SELECT repeat('x', range::INT // 400) AS r FROM range(1500)");
        assertEquals(numRows + 5, printed.lines().count());
        // Past the sample nothing is cut, though the box is narrower.
        assertTrue(printed.contains("│ xxx │"), printed.substring(printed.length() - 100));
    }

    @Test
    void textIsCutToTheTerminalAndNumbersAreNot() throws SQLException {
        String printed =
                Capture.print(
                        TABLE.withWidth(50),
                        "SELECT repeat('long ', 20) AS a, 1234567890123456 AS b,"
                                + " repeat('w', 12) AS c");
        assertEquals(
                """
                ┌──────────────┬──────────────────┬──────────────┐
                │ a            │                b │ c            │
                ├──────────────┼──────────────────┼──────────────┤
                │ long long l… │ 1234567890123456 │ wwwwwwwwwwww │
                └──────────────┴──────────────────┴──────────────┘
                1 row
                """,
                printed);
    }

    @Test
    void middleColumnsAreLeftOutWhenThereAreTooMany() throws SQLException {
        String columns =
                IntStream.range(0, 12)
                        .mapToObj(index -> "'value number " + index + "' AS column" + index)
                        .collect(Collectors.joining(", ", "SELECT ", ""));
        String printed = Capture.print(TABLE.withWidth(60), columns);
        assertTrue(printed.contains("│ … │"), printed);
        assertTrue(printed.endsWith("1 row, 12 columns (4 shown)\n"), printed);
        printed.lines().forEach(line -> assertTrue(TextWidth.of(line) <= 60, line));
    }

    @Test
    void noLineIsWiderThanTheTerminal() throws SQLException {
        String sql =
                "SELECT '日本語のテキスト' || repeat('字', 30) AS 名前, '👩‍👩‍👧 family' AS e,"
                        + " 'e' || chr(769) || 'accent' AS f, 12345678901234567890 AS n,"
                        + " repeat('z', 100) AS z";
        for (int width = 8; width < 140; width++) {
            String printed = Capture.print(TABLE.withWidth(width).withTypes(true), sql);
            int limit = width;
            List<String> box = printed.lines().limit(6).toList();
            int edge = TextWidth.of(box.getFirst());
            for (String line : box) {
                assertTrue(TextWidth.of(line) <= limit, () -> limit + ": " + line);
                assertEquals(edge, TextWidth.of(line), () -> limit + ": " + line);
            }
        }
    }

    @Test
    void controlCharactersCannotReachTheTerminal() throws SQLException {
        String printed = Capture.print(TABLE, "SELECT chr(27) || '[31mred' || chr(8238) AS a");
        assertTrue(printed.contains("\\u001b[31mred\\u202e"), printed);
    }

    @Test
    void aResultWithoutKnownEndIsShownAsItComes() throws Exception {
        Capture capture = new Capture();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet resultSet = statement.executeQuery("FROM range(3000) AS t(r)")) {
            long numRows =
                    ResultPrinter.of(TABLE)
                            .print(new ResultSetRows(resultSet, false, false), capture.output());
            assertEquals(3000, numRows);
        }
        String printed = capture.results();
        assertTrue(printed.endsWith("3,000 rows\n"));
        assertEquals(3000 + 5, printed.lines().count());
        assertTrue(printed.contains("│         2999 │\n"));
    }

    @Test
    void aShortResultWithoutKnownEndIsAnOrdinaryTable() throws Exception {
        Capture capture = new Capture();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet resultSet = statement.executeQuery("SELECT 1 AS a")) {
            Rows rows = new ResultSetRows(resultSet, false, false);
            ResultPrinter.of(TABLE).print(rows, capture.output());
        }
        assertEquals(
                """
                ┌───┐
                │ a │
                ├───┤
                │ 1 │
                └───┘
                1 row
                """,
                capture.results());
    }
}
