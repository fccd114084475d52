package dev.sabot.console;

import dev.sabot.console.output.Amounts;
import dev.sabot.console.output.ConsoleOutput;
import dev.sabot.console.output.ErrorPrinter;
import dev.sabot.console.output.OutputClosedException;
import dev.sabot.console.output.OutputFormat;
import dev.sabot.console.output.PlainTextPrinter;
import dev.sabot.console.output.PrintOptions;
import dev.sabot.console.output.ResultPrinter;
import dev.sabot.console.output.ResultSetRows;
import dev.sabot.console.output.Rows;
import dev.sabot.console.output.Stopwatch;
import dev.sabot.console.text.ScriptPart;
import dev.sabot.console.text.SourceText;
import dev.sabot.console.text.SqlText;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/// Runs one statement and prints what comes of it.
///
/// **Threads**: one runs statements; [#cancel] may be called from any.
final class StatementRunner {
    private static final Set<String> KEEP_THE_CATALOG =
            Set.of(
                    "SELECT",
                    "WITH",
                    "VALUES",
                    "FROM",
                    "TABLE",
                    "EXPLAIN",
                    "SHOW",
                    "DESCRIBE",
                    "DESC",
                    "INSERT",
                    "UPDATE",
                    "DELETE",
                    "MERGE",
                    "SET",
                    "RESET",
                    "ANALYZE");

    private static final long END_MILLIS = 1_000;

    private final Connection connection;
    private final Settings settings;
    private final ConsoleOutput output;
    private final ErrorPrinter errors;
    private final boolean canDrawProgress;
    private final Runnable catalogHasChanged;
    private final Object lock = new Object();
    private @Nullable Statement running;
    private boolean isCancelled;

    /// @param canDrawProgress whether messages go to a terminal
    /// @param catalogHasChanged told after a statement that may have changed names
    StatementRunner(
            Connection connection,
            Settings settings,
            ConsoleOutput output,
            ErrorPrinter errors,
            boolean canDrawProgress,
            Runnable catalogHasChanged) {
        this.connection = connection;
        this.settings = settings;
        this.output = output;
        this.errors = errors;
        this.canDrawProgress = canDrawProgress;
        this.catalogHasChanged = catalogHasChanged;
    }

    /// Runs a statement of a text; prints its error and returns false when it fails.
    boolean run(ScriptPart.Sql part, SourceText source) {
        output.beginStatement();
        synchronized (lock) {
            isCancelled = false;
        }
        boolean succeeded;
        long elapsedNanos;
        try (Statement statement = connection.createStatement();
                StatementMonitor monitor = monitor(statement)) {
            setRunning(statement);
            succeeded = execute(statement, part, source);
            elapsedNanos = monitor.elapsedNanos();
        } catch (SQLException e) {
            output.flush();
            errors.print(e, source, part.start(), settings.width());
            return false;
        } finally {
            setRunning(null);
        }
        if (!KEEP_THE_CATALOG.contains(SqlText.firstWords(part.sql(), 1))) {
            catalogHasChanged.run();
        }
        if (settings.showsTime()) {
            output.message("Time: " + Amounts.duration(elapsedNanos));
        }
        return succeeded;
    }

    /// Runs a statement the user did not type; prints its error and returns false when it fails.
    boolean runSilently(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            errors.printNotices(statement.getWarnings());
            return true;
        } catch (SQLException e) {
            errors.print(e, SourceText.typed(sql), 0, settings.width());
            return false;
        }
    }

    /// Cancels the running statement, if there is one, and tells whether there was.
    boolean cancel() {
        synchronized (lock) {
            Statement statement = running;
            if (statement == null) {
                return false;
            }
            isCancelled = true;
            try {
                statement.cancel();
            } catch (SQLException e) {
                errors.print("The statement cannot be cancelled: " + e.getMessage());
            }
            return true;
        }
    }

    /// Cancels the running statement and waits until what it has given is printed, for
    /// [#END_MILLIS] at most.
    void cancelAndWait() {
        if (!cancel()) {
            return;
        }
        Stopwatch stopwatch = new Stopwatch();
        synchronized (lock) {
            try {
                long left = stopwatch.leftNanos(END_MILLIS * 1_000_000L) / 1_000_000L;
                while (running != null && left > 0) {
                    lock.wait(left);
                    left = stopwatch.leftNanos(END_MILLIS * 1_000_000L) / 1_000_000L;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void setRunning(@Nullable Statement statement) {
        synchronized (lock) {
            running = statement;
            lock.notifyAll();
        }
    }

    private boolean wasCancelled() {
        synchronized (lock) {
            return isCancelled;
        }
    }

    private StatementMonitor monitor(Statement statement) {
        return new StatementMonitor(
                output,
                () -> canDraw() ? DriverProgress.reading(statement) : null,
                settings::width);
    }

    private boolean canDraw() {
        return canDrawProgress && settings.showsProgress();
    }

    private boolean execute(Statement statement, ScriptPart.Sql part, SourceText source)
            throws SQLException {
        try {
            // Else JDBC's {escapes} would be translated, and places in errors would be others.
            statement.setEscapeProcessing(false);
            boolean hasRows = statement.execute(part.sql());
            printResults(statement, part.sql(), hasRows);
            output.flush();
            errors.printNotices(statement.getWarnings());
            return true;
        } catch (SQLException e) {
            output.flush();
            if (wasCancelled()) {
                output.message("Cancelled.");
            } else {
                errors.print(e, source, part.start(), settings.width());
            }
            return false;
        } catch (OutputClosedException e) {
            errors.print(e);
            return false;
        } catch (RuntimeException e) {
            output.flush();
            errors.print("The driver failed, which is a bug: " + e);
            return false;
        }
    }

    private void printResults(Statement statement, String sql, boolean firstHasRows)
            throws SQLException {
        boolean hasRows = firstHasRows;
        while (true) {
            if (hasRows) {
                try (ResultSet resultSet = statement.getResultSet()) {
                    Rows rows =
                            new ResultSetRows(
                                    resultSet,
                                    DriverProgress.endIsKnown(statement),
                                    DriverProgress.neverEnds(statement));
                    printer(sql).print(rows, output);
                }
            } else {
                long count = statement.getLargeUpdateCount();
                if (count < 0) {
                    return;
                }
                if (settings.isInteractive()) {
                    output.message(count == 0 ? "OK" : Amounts.count(count, "row") + " changed");
                }
            }
            hasRows = statement.getMoreResults();
        }
    }

    private ResultPrinter printer(String sql) {
        PrintOptions options = settings.printOptions(output.isRedirected());
        String words = SqlText.firstWords(sql, 2);
        boolean hasOwnLines = words.startsWith("EXPLAIN") || words.equals("SHOW CREATE");
        return hasOwnLines && options.format() == OutputFormat.TABLE
                ? new PlainTextPrinter()
                : ResultPrinter.of(options);
    }
}
