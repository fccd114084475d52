package dev.sabot.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.console.output.ConsoleOutput;
import dev.sabot.console.output.ErrorPrinter;
import dev.sabot.console.output.Ink;
import dev.sabot.console.text.ScriptPart;
import dev.sabot.console.text.SourceText;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Runs statements through Sabot's own driver, which tells more than others.
final class SabotDriverTest {
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "--url=" + ScriptedEngine.URL;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.run(
                all,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(results),
                new PrintStream(messages));
    }

    private String results() {
        return results.toString(StandardCharsets.UTF_8);
    }

    private String messages() {
        return messages.toString(StandardCharsets.UTF_8);
    }

    @Test
    void errorsNameTheirPlace() {
        assertEquals(1, run("-c", "VALUES 1;\n  FAIL 1 6"));
        assertEquals(
                """
                Notice: this is a script
                Error [42703 UNKNOWN_COLUMN] at 2:8: there is no column foo
                    FAIL 1 6
                         ^
                """,
                messages());
    }

    @Test
    void rowsKeepTheNamesOfTheirFieldsInJson() {
        assertEquals(0, run("--format=jsonlines", "-c", "VALUES"));
        String row = "{\"a\":7,\"at\":\"2024-01-31 12:00:00.5\"}";
        assertEquals(
                "{\"d\":1.50,\"r\":"
                        + row
                        + ",\"l\":["
                        + row
                        + "],\"m\":{\"k\":\"NaN\"},"
                        + "\"b\":\"\\\\x01\\\\xFF\"}\n",
                results());
    }

    @Test
    void bothEndsOfALongResultAreReadByBlocks() {
        for (int numRows = 0; numRows < 25; numRows++) {
            for (int blockRows = 1; blockRows < 9; blockRows++) {
                for (int maxRows = 1; maxRows < 8; maxRows++) {
                    checkEnds(numRows, blockRows, maxRows);
                }
            }
        }
        assertEquals(0, ScriptedExecution.OPEN_BLOCKS.get());
    }

    private void checkEnds(int numRows, int blockRows, int maxRows) {
        results.reset();
        String sql = "ROWS %d IN BLOCKS OF %d".formatted(numRows, blockRows);
        assertEquals(0, run("--no-header", "--max-rows=" + maxRows, "-c", sql));
        StringBuilder expected = new StringBuilder();
        int numHead = maxRows - maxRows / 2;
        for (int row = 0; row < numRows; row++) {
            if (row < numHead || row >= numRows - maxRows / 2) {
                expected.append(row).append(' ');
            } else if (row == numHead) {
                expected.append("· · · ");
            }
        }
        StringBuilder shown = new StringBuilder();
        results()
                .lines()
                .filter(line -> line.startsWith("│"))
                .forEach(line -> shown.append(line.replaceAll("[│ ]", "")).append(' '));
        assertEquals(expected.toString(), shown.toString(), sql + ", " + maxRows);
        assertTrue(results().contains(numRows + (numRows == 1 ? " row" : " rows")), results());
    }

    @Test
    void anEndlessResultIsShownUntilItIsCancelled() throws Exception {
        CountDownLatch tenRows = new CountDownLatch(1);
        ByteArrayOutputStream watched =
                new ByteArrayOutputStream() {
                    @Override
                    public synchronized void write(byte[] bytes, int offset, int length) {
                        super.write(bytes, offset, length);
                        if (toString(StandardCharsets.UTF_8).contains(" 10 │")) {
                            tenRows.countDown();
                        }
                    }
                };
        ConsoleOutput output =
                new ConsoleOutput(new PrintStream(watched), new PrintStream(messages), false);
        try (Connection connection = Connections.open(ScriptedEngine.URL, null, () -> null)) {
            Settings settings = new Settings(true, Ink.PLAIN, () -> 80);
            StatementRunner runner = runner(connection, settings, output);
            Thread canceller =
                    Thread.ofPlatform()
                            .start(() -> {
                                await(tenRows);
                                assertTrue(runner.cancel());
                            });
            assertFalse(runner.run(new ScriptPart.Sql("ENDLESS", 0), SourceText.typed("ENDLESS")));
            canceller.join();
            assertFalse(runner.cancel());
        }
        assertTrue(messages().startsWith("Cancelled.\nTime: "), messages());
        assertTrue(watched.toString(StandardCharsets.UTF_8).contains("└"));
    }

    @Test
    void progressIsDrawnOnceAStatementIsSlow() throws SQLException {
        ConsoleOutput output =
                new ConsoleOutput(new PrintStream(results), new PrintStream(messages), true);
        try (Connection connection = Connections.open(ScriptedEngine.URL, null, () -> null)) {
            Settings settings = new Settings(true, Ink.PLAIN, () -> 80);
            String sql = "ROWS 25 IN BLOCKS OF 1 SLOWLY";
            assertTrue(
                    runner(connection, settings, output)
                            .run(new ScriptPart.Sql(sql, 0), SourceText.typed(sql)));
        }
        assertTrue(messages().contains("% ▕"), messages());
        assertTrue(messages().contains("about 1 s left"), messages());
        int erased = messages().lastIndexOf("\r\u001b[2K");
        assertTrue(messages().substring(erased).startsWith("\r\u001b[2KNotice: "), messages());
        assertTrue(results().endsWith("25 rows\n"), results());
    }

    private StatementRunner runner(Connection connection, Settings settings, ConsoleOutput output) {
        ErrorPrinter errors = new ErrorPrinter(output, Ink.PLAIN);
        return new StatementRunner(connection, settings, output, errors, true, () -> {});
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
