package dev.sabot.bench.report;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/// Owns the two streams of the command: figures, and messages about how they come about.
///
/// Progress is a line that changes on a terminal, and is left out elsewhere.
///
/// **Threads**: safe.
public final class BenchOutput {
    private static final String ERASE_LINE = "\r\u001b[2K";
    private static final long PROGRESS_INTERVAL_NANOS = 100_000_000;

    private final PrintStream results;
    private final PrintStream messages;
    private final boolean messagesAreTerminal;
    private boolean progressIsShown;
    private long progressNanos = System.nanoTime() - PROGRESS_INTERVAL_NANOS;

    public BenchOutput(PrintStream results, PrintStream messages, boolean messagesAreTerminal) {
        this.results = results;
        this.messages = messages;
        this.messagesAreTerminal = messagesAreTerminal;
    }

    /// Returns the output of the process itself.
    public static BenchOutput ofProcess() {
        return new BenchOutput(
                stream(FileDescriptor.out), stream(FileDescriptor.err), isTerminal(2));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException _) {
            // Where there is no such file a terminal cannot be told, and lines are plain.
            return false;
        }
    }

    /// Prints a line of the result.
    public synchronized void line(String text) {
        eraseProgress();
        results.println(text);
    }

    /// Prints a line about how the result comes about.
    public synchronized void message(String text) {
        eraseProgress();
        messages.println(text);
    }

    /// Shows what is being done, as a line that the next one replaces; asks for its text only when
    /// it is shown.
    public synchronized void progress(Supplier<String> text) {
        long now = System.nanoTime();
        if (messagesAreTerminal && now - progressNanos >= PROGRESS_INTERVAL_NANOS) {
            progressNanos = now;
            messages.print(ERASE_LINE + text.get());
            messages.flush();
            progressIsShown = true;
        }
    }

    public synchronized void eraseProgress() {
        if (progressIsShown) {
            progressIsShown = false;
            messages.print(ERASE_LINE);
            messages.flush();
        }
    }

    /// Returns where help goes.
    public PrintStream results() {
        return results;
    }
}
