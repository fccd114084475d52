package dev.sabot.console.output;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Collects what is printed.
final class Capture {
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final ConsoleOutput output;

    Capture() {
        this(false);
    }

    Capture(boolean resultsAreTerminal) {
        output =
                new ConsoleOutput(
                        new PrintStream(results), new PrintStream(messages), resultsAreTerminal);
    }

    ConsoleOutput output() {
        return output;
    }

    String results() {
        output.flush();
        return results.toString(StandardCharsets.UTF_8);
    }

    String messages() {
        return messages.toString(StandardCharsets.UTF_8);
    }

    /// Returns what a query's rows look like.
    static String print(PrintOptions options, String sql) throws SQLException {
        Capture capture = new Capture();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet resultSet = statement.executeQuery(sql)) {
            ResultPrinter.of(options)
                    .print(new ResultSetRows(resultSet, true, false), capture.output());
        }
        return capture.results();
    }
}
