package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Owns the two streams of the console: results, and messages about them.
///
/// Text is UTF-8 whatever the locale, because tables are drawn with box characters. Results are
/// buffered; [#flush] sends them. A transient line (progress) stands at the end of the messages
/// until anything else is printed to a terminal.
///
/// **Threads**: safe; the progress thread draws while the statement's thread prints.
///
/// **Errors**: [OutputClosedException] when the reader of the results has gone.
public final class ConsoleOutput implements AutoCloseable {
    private static final int BUFFER_CHARACTERS = 32 * 1024;
    private static final String ERASE_LINE = "\r\u001b[2K";

    private final PrintStream results;
    private final PrintStream messages;
    private final boolean resultsAreTerminal;
    private final StringBuilder buffer = new StringBuilder(1024);
    private @Nullable OutputStream redirection;
    private @Nullable OutputClosedException redirectionFailure;
    private boolean transientIsShown;
    private boolean resultsHaveBegun;
    private boolean isFollowing;

    public ConsoleOutput(PrintStream results, PrintStream messages, boolean resultsAreTerminal) {
        this.results = results;
        this.messages = messages;
        this.resultsAreTerminal = resultsAreTerminal;
    }

    /// Returns the output of the process itself.
    public static ConsoleOutput ofProcess(boolean resultsAreTerminal) {
        // Not the streams of System: theirs have a buffer and an encoding of their own.
        return new ConsoleOutput(
                new PrintStream(new FileOutputStream(FileDescriptor.out)),
                new PrintStream(new FileOutputStream(FileDescriptor.err)),
                resultsAreTerminal);
    }

    /// Appends to the results.
    public synchronized void write(CharSequence text) {
        resultsHaveBegun = true;
        buffer.append(text);
        if (buffer.length() >= BUFFER_CHARACTERS) {
            send();
        }
    }

    /// Appends a line to the results.
    public synchronized void writeLine(CharSequence text) {
        write(text);
        write("\n");
    }

    /// Prints a line that is not a result, after all results written so far.
    public synchronized void message(String text) {
        flush();
        eraseTransient();
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        messages.write(bytes, 0, bytes.length);
        messages.flush();
    }

    /// Tells that a new statement begins, so that progress may be drawn again.
    public synchronized void beginStatement() {
        resultsHaveBegun = false;
        isFollowing = false;
    }

    /// Tells that rows come one by one and that what has been written ends with a line, so that
    /// progress may stand below them.
    public synchronized void followRows() {
        isFollowing = true;
    }

    /// Draws a line that the next output erases; ignored once rows appear on the same terminal,
    /// unless they are followed.
    public synchronized void showTransient(String line) {
        if (!isFollowing && resultsHaveBegun && resultsAreTerminal && redirection == null) {
            return;
        }
        byte[] bytes = (ERASE_LINE + line).getBytes(StandardCharsets.UTF_8);
        messages.write(bytes, 0, bytes.length);
        messages.flush();
        transientIsShown = true;
    }

    /// Erases the transient line if there is one.
    public synchronized void eraseTransient() {
        if (transientIsShown) {
            transientIsShown = false;
            byte[] bytes = ERASE_LINE.getBytes(StandardCharsets.UTF_8);
            messages.write(bytes, 0, bytes.length);
            messages.flush();
        }
    }

    /// Sends all buffered results to their stream.
    public synchronized void flush() {
        send();
        results.flush();
    }

    /// Sends results to a file from now on.
    public synchronized void redirectTo(Path file) throws IOException {
        endRedirection();
        redirection = Files.newOutputStream(file);
    }

    /// Sends results to their usual stream again.
    public synchronized void endRedirection() throws IOException {
        OutputStream file = redirection;
        try {
            send();
        } finally {
            redirection = null;
            redirectionFailure = null;
            if (file != null) {
                file.close();
            }
        }
    }

    /// Gives up a file that cannot be written, and the rows that were meant for it.
    synchronized void abandonRedirection() {
        OutputStream file = redirection;
        redirection = null;
        redirectionFailure = null;
        buffer.setLength(0);
        if (file != null) {
            try {
                file.close();
            } catch (IOException _) {
                // What went wrong with this file has been told already.
                return;
            }
        }
    }

    /// Tells whether results go to a file.
    public synchronized boolean isRedirected() {
        return redirection != null;
    }

    @Override
    public synchronized void close() throws IOException {
        eraseTransient();
        endRedirection();
        results.flush();
        messages.flush();
    }

    private void send() {
        if (redirectionFailure != null) {
            throw redirectionFailure;
        }
        if (buffer.isEmpty()) {
            return;
        }
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        buffer.setLength(0);
        if (redirection != null) {
            sendToFile(redirection, bytes);
            return;
        }
        if (resultsAreTerminal) {
            eraseTransient();
        }
        results.write(bytes, 0, bytes.length);
        if (results.checkError()) {
            throw new OutputClosedException("The reader of the results has gone.", null);
        }
    }

    /// Keeps a failure, because the thread that meets it may not be the one that prints.
    private void sendToFile(OutputStream file, byte[] bytes) {
        try {
            file.write(bytes);
        } catch (IOException e) {
            redirectionFailure =
                    new OutputClosedException(
                            "The results cannot be written: " + e.getMessage(), e);
            throw redirectionFailure;
        }
    }
}
