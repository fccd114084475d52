package dev.sabot.console;

/// What the process tells its caller.
final class ExitCode {
    static final int OK = 0;

    /// A statement, the connection or a file failed.
    static final int FAILED = 1;

    /// The command line is wrong.
    static final int USAGE = 2;

    // 130 (interrupted) is the JVM's own answer to Ctrl-C.

    private ExitCode() {}
}
