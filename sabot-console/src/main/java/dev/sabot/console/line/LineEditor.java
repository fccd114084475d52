package dev.sabot.console.line;

import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Function;

/// Reads statements and dot commands from a terminal: history, several lines, completion, colours.
///
/// **Shape**: owns the terminal; closing it saves the history.
public final class LineEditor implements AutoCloseable {
    private static final String PROMPT = "sabot> ";
    private static final String CONTINUATION = "%P    -> ";
    private static final int HISTORY_ENTRIES = 10_000;

    private final Terminal terminal;
    private final LineReader reader;

    private LineEditor(Terminal terminal, LineReader reader) {
        this.terminal = terminal;
        this.reader = reader;
    }

    /// Opens an editor on the terminal of the process.
    public static LineEditor onProcessTerminal(Configuration configuration) throws IOException {
        Terminal terminal =
                TerminalBuilder.builder().system(true).encoding(StandardCharsets.UTF_8).build();
        return on(terminal, configuration);
    }

    static LineEditor on(Terminal terminal, Configuration configuration) throws IOException {
        LineReaderBuilder builder =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("sabot")
                        .parser(new SqlLineParser())
                        .completer(
                                new CatalogCompleter(
                                        configuration.catalog(),
                                        configuration.argumentsOfDotCommand()))
                        .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION)
                        .variable(LineReader.INDENTATION, 0)
                        .variable(LineReader.HISTORY_SIZE, HISTORY_ENTRIES)
                        .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_ENTRIES)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.CASE_INSENSITIVE, true)
                        .option(LineReader.Option.HISTORY_IGNORE_DUPS, true);
        if (configuration.isColoured()) {
            builder.highlighter(new SqlHighlighter());
        }
        Path history = configuration.history();
        if (history != null) {
            prepareHistory(history);
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        return new LineEditor(terminal, builder.build());
    }

    /// Statements may hold secrets: only their author may read them.
    private static void prepareHistory(Path history) throws IOException {
        if (Files.exists(history)) {
            return;
        }
        Path directory = history.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        if (history.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    history,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(history);
        }
    }

    /// Waits for a text that is ready to run.
    public Input read() {
        try {
            return new Input.Text(reader.readLine(PROMPT));
        } catch (UserInterruptException e) {
            return new Input.Cleared(e.getPartialLine());
        } catch (EndOfFileException _) {
            return new Input.End();
        }
    }

    /// Calls an action on Ctrl-C while nothing is read.
    public void onInterrupt(Runnable action) {
        terminal.handle(Terminal.Signal.INT, _ -> action.run());
    }

    /// Returns the columns of the terminal; 0 is no limit.
    public int width() {
        return Math.max(0, terminal.getWidth());
    }

    @Override
    public void close() throws IOException {
        reader.getHistory().save();
        terminal.close();
    }

    /// What an editor needs.
    ///
    /// @param catalog names to complete
    /// @param argumentsOfDotCommand what can follow a dot command; for an empty text, the commands
    /// @param history the file that keeps what was typed, or null to keep nothing
    /// @param isColoured whether tokens are coloured
    public record Configuration(
            Catalog catalog,
            Function<String, List<String>> argumentsOfDotCommand,
            @Nullable Path history,
            boolean isColoured) {}

    /// What the user did.
    public sealed interface Input {
        /// Entered a text.
        record Text(String text) implements Input {}

        /// Threw away a text with Ctrl-C.
        record Cleared(String text) implements Input {}

        /// Left with Ctrl-D.
        record End() implements Input {}
    }
}
