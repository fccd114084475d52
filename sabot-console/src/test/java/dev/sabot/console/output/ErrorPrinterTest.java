package dev.sabot.console.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.console.text.SourceText;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.sql.SQLWarning;

final class ErrorPrinterTest {
    private static String print(
            ErrorDetails details, SourceText source, int statementStart, int width) {
        Capture capture = new Capture();
        new ErrorPrinter(capture.output(), Ink.PLAIN).print(details, source, statementStart, width);
        return capture.messages();
    }

    private static ErrorDetails unknownColumn(int line, int column) {
        return new ErrorDetails("42703", "UNKNOWN_COLUMN", line, column, "there is no column foo");
    }

    @Test
    void aCaretStandsUnderThePlace() {
        assertEquals(
                """
                Error [42703 UNKNOWN_COLUMN] at 1:8: there is no column foo
                  SELECT foo FROM t
                         ^
                """,
                print(unknownColumn(1, 8), SourceText.typed("SELECT foo FROM t"), 0, 80));
    }

    @Test
    void placesAreThoseOfTheWholeText() {
        String script = "SELECT 1;\nSELECT 2; SELECT foo\nFROM t";
        assertEquals(
                """
                Error [42703 UNKNOWN_COLUMN] at report.sql:2:18: there is no column foo
                  SELECT 2; SELECT foo
                                   ^
                """,
                print(unknownColumn(1, 8), new SourceText("report.sql", script), 20, 80));
        assertEquals(
                """
                Error [42703 UNKNOWN_COLUMN] at report.sql:3:6: there is no column foo
                  FROM t
                       ^
                """,
                print(unknownColumn(2, 6), new SourceText("report.sql", script), 20, 80));
    }

    @Test
    void tabsAndWideCharactersMoveTheCaret() {
        assertEquals(
                """
                Error [42703 UNKNOWN_COLUMN] at 1:6: there is no column foo
                  a       日本 foo
                               ^
                """,
                print(unknownColumn(1, 6), SourceText.typed("a\t日本 foo"), 0, 80));
    }

    @Test
    void longLinesAreCutAroundThePlace() {
        String line = "SELECT " + "x, ".repeat(100) + "foo" + ", y".repeat(100);
        int column = line.indexOf("foo") + 1;
        String printed = print(unknownColumn(1, column), SourceText.typed(line), 0, 40);
        String[] lines = printed.split("\n");
        assertEquals("foo", lines[1].substring(lines[2].indexOf('^')).substring(0, 3));
        assertEquals(40, lines[1].length());
    }

    @Test
    void errorsWithoutPlaceOrName() {
        assertEquals(
                "Error [08001]: no server\n",
                print(
                        new ErrorDetails("08001", null, 0, 0, "no server"),
                        SourceText.typed("SELECT 1"),
                        0,
                        80));
        assertEquals(
                "Error [22012] in a.sql:2:1: division by zero\n",
                print(
                        new ErrorDetails("22012", null, 0, 0, "division by zero"),
                        new SourceText("a.sql", "\nSELECT 1/0"),
                        1,
                        80));
    }

    @Test
    void chainedErrorsAndNoticesAreAllPrinted() {
        Capture capture = new Capture();
        ErrorPrinter printer = new ErrorPrinter(capture.output(), Ink.COLOURED);
        SQLException first = new SQLException("first", "22000");
        first.setNextException(new SQLException("second"));
        printer.print(first, SourceText.typed(""), 0, 0);
        SQLWarning warning = new SQLWarning("index is not used");
        printer.printNotices(warning);
        assertEquals(
                "\u001b[1;31mError [22000]\u001b[0m: first\n"
                        + "\u001b[1;31mError\u001b[0m: second\n"
                        + "\u001b[33mNotice\u001b[0m: index is not used\n",
                capture.messages());
    }
}
