package dev.sabot.console;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Lists the commands of the console itself; `.help` and completion are derived from it.
enum DotCommand {
    EXIT("", "leave the console"),
    FUNCTIONS("[PATTERN]", "list functions; % and _ match as in LIKE"),
    HEADERS("on|off", "show or hide column names"),
    HELP("", "show this list"),
    MAXROWS("N", "rows of a table that are shown, 0 for all"),
    MODE("FORMAT", "set the result format"),
    NULLVALUE("TEXT", "set the text of NULL"),
    ONCE("FILE", "write the next result to a file"),
    OUTPUT("[FILE]", "write results to a file; without one, to the terminal again"),
    PROGRESS("on|off", "draw progress of long statements"),
    QUIT("", "leave the console"),
    READ("FILE", "run the statements of a file"),
    SCHEMA("[TABLE]", "show the columns of a table, or of all"),
    TABLES("[PATTERN]", "list tables and views; % and _ match as in LIKE"),
    TIMER("on|off", "show how long statements take");

    private static final int MOST_TYPOS = 2;

    private final String argument;
    private final String description;

    DotCommand(String argument, String description) {
        this.argument = argument;
        this.description = description;
    }

    String argument() {
        return argument;
    }

    String description() {
        return description;
    }

    /// Returns the name as users type it.
    String label() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    boolean needsArgument() {
        return !argument.isEmpty() && !argument.startsWith("[");
    }

    static List<DotCommand> all() {
        return List.of(values());
    }

    /// Finds a command by its label.
    static Optional<DotCommand> find(String label) {
        return Arrays.stream(values())
                .filter(command -> command.label().equalsIgnoreCase(label))
                .findFirst();
    }

    /// Finds the command a wrong label most likely means.
    static Optional<DotCommand> nearest(String label) {
        String wanted = label.toLowerCase(Locale.ROOT);
        Optional<DotCommand> beginning =
                wanted.length() < 2
                        ? Optional.empty()
                        : Arrays.stream(values())
                                .filter(command -> command.label().startsWith(wanted))
                                .findFirst();
        return beginning.or(() ->
                Arrays.stream(values())
                        .filter(command -> distance(command, wanted) <= MOST_TYPOS)
                        .min(Comparator.comparing(command -> distance(command, wanted))));
    }

    /// Counts the characters to insert, remove or replace (Levenshtein).
    private static int distance(DotCommand command, String wanted) {
        String label = command.label();
        int[] row = new int[wanted.length() + 1];
        Arrays.setAll(row, index -> index);
        for (int i = 1; i <= label.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= wanted.length(); j++) {
                int replaced = diagonal + (label.charAt(i - 1) == wanted.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[wanted.length()];
    }
}
