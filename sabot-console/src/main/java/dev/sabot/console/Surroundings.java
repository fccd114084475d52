package dev.sabot.console;

import dev.sabot.console.output.Ink;

import org.jspecify.annotations.Nullable;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/// What the console must know of the process it runs in.
///
/// @param inputIsTerminal whether someone types
/// @param outputIsTerminal whether someone reads the results
/// @param messagesAreTerminal whether someone reads the messages
/// @param terminalWidth asks for the columns of the terminal; 0 is no limit
/// @param environment the environment variables
/// @param home the user's directory
record Surroundings(
        boolean inputIsTerminal,
        boolean outputIsTerminal,
        boolean messagesAreTerminal,
        IntSupplier terminalWidth,
        Map<String, String> environment,
        Path home) {

    /// Looks at the process itself.
    static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        return new Surroundings(
                isTerminal(0),
                isTerminal(1),
                isTerminal(2),
                () -> widthOfTerminal(environment),
                environment,
                Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", ""))));
    }

    /// Returns surroundings without any terminal, as a script has them.
    static Surroundings detached() {
        return new Surroundings(false, false, false, () -> 0, Map.of(), Path.of(""));
    }

    /// Returns the colours for a stream; `NO_COLOR` and dumb terminals get none.
    Ink ink(boolean streamIsTerminal, boolean isForbidden) {
        boolean isPlain =
                isForbidden
                        || !streamIsTerminal
                        || !environment.getOrDefault("NO_COLOR", "").isEmpty()
                        || environment.getOrDefault("TERM", "").equals("dumb");
        return isPlain ? Ink.PLAIN : Ink.COLOURED;
    }

    /// Returns the password to log in with: the environment's, or what the user types; null where
    /// nobody can be asked.
    @Nullable String password() {
        String given = environment.get("SABOT_PASSWORD");
        Console console = inputIsTerminal ? System.console() : null;
        if (given != null || console == null) {
            return given;
        }
        char[] typed = console.readPassword("Password: ");
        return typed == null ? null : new String(typed);
    }

    /// Linux tells for each stream; elsewhere the process has a terminal or has none.
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        }
    }

    /// Asks `stty`, because the terminal library starts too slowly for one statement.
    private static int widthOfTerminal(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        if (columns.matches("[0-9]{1,5}")) {
            return Integer.parseInt(columns);
        }
        try {
            Process process =
                    new ProcessBuilder("sh", "-c", "stty size </dev/tty 2>/dev/null").start();
            process.getOutputStream().close();
            byte[] bytes = process.getInputStream().readAllBytes();
            String[] size = new String(bytes, StandardCharsets.US_ASCII).strip().split(" ");
            return size.length == 2 && size[1].matches("[0-9]{1,5}")
                    ? Integer.parseInt(size[1])
                    : 0;
        } catch (IOException _) {
            // Without stty the width is not known, and nothing is cut.
            return 0;
        }
    }
}
