package dev.sabot.engine;

import dev.sabot.connector.Connector;
import dev.sabot.connector.Option;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.Format;
import dev.sabot.sql.statement.StatementOption;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Checks the options of CREATE TABLE against what connector and format declare.
final class TableOptions {
    /// Stands for any name in the middle of an option's, such as that of a column.
    private static final char ANY = '#';

    private TableOptions() {}

    /// Returns the first option that is not declared, for the connector to say what it thinks of
    /// it; null when there is none.
    ///
    /// **Errors**: OPTION_NOT_ALLOWED at an option that another was meant by, naming that.
    static @Nullable StatementOption unknown(
            Connector connector, List<Format> formats, List<StatementOption> written) {
        List<String> known = known(connector, formats, written);
        for (StatementOption option : written) {
            String name = option.key().toLowerCase(Locale.ROOT);
            if (known.stream().anyMatch(candidate -> stands(candidate, name))) {
                continue;
            }
            String nearest = NearestName.of(name, known);
            if (nearest == null) {
                return option;
            }
            throw refused(connector, option, "did you mean '" + nearest + "'?");
        }
        return null;
    }

    /// Returns the error of an option the connector has not declared.
    static SabotException refused(Connector connector, StatementOption option) {
        List<String> names = connector.options().stream().map(Option::name).sorted().toList();
        return refused(connector, option, "it has: " + String.join(", ", names));
    }

    private static SabotException refused(
            Connector connector, StatementOption option, String remedy) {
        return new SabotException(
                ErrorCode.OPTION_NOT_ALLOWED,
                option.position(),
                "the connector "
                        + connector.name()
                        + " has no option '"
                        + option.key()
                        + "'; "
                        + remedy);
    }

    private static List<String> known(
            Connector connector, List<Format> formats, List<StatementOption> written) {
        List<String> known = new ArrayList<>();
        connector.options().forEach(option -> known.add(option.name()));
        for (Format format : formats) {
            add(format.name() + ".", format.recordOptions(), known);
            add("key." + format.name() + ".", format.recordOptions(), known);
            add("value." + format.name() + ".", format.recordOptions(), known);
            if (isChosen(format, written)) {
                add("", format.readOptions(), known);
                add("", format.writeOptions(), known);
            }
        }
        return known;
    }

    /// Without a format named, files say by their ending what they are, so that any may be meant.
    private static boolean isChosen(Format format, List<StatementOption> written) {
        for (StatementOption option : written) {
            if (option.key().equalsIgnoreCase("format")) {
                return option.value().equalsIgnoreCase(format.name());
            }
        }
        return written.stream().anyMatch(option -> option.key().equalsIgnoreCase("path"));
    }

    private static void add(String prefix, List<Option> options, List<String> known) {
        options.forEach(option -> known.add(prefix + option.name()));
    }

    private static boolean stands(String candidate, String name) {
        String plain = candidate.toLowerCase(Locale.ROOT);
        int any = plain.indexOf(ANY);
        if (any < 0) {
            return plain.equals(name);
        }
        String end = plain.substring(any + 1);
        return name.length() > any + end.length()
                && name.startsWith(plain.substring(0, any))
                && name.endsWith(end);
    }
}
