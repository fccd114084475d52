package dev.sabot.sql.statement;

import dev.sabot.error.SourcePosition;

import java.util.List;

/// One entry of `WITH ('key' = 'value')` or of the options of COPY.
///
/// An option without a value (`HEADER`) has the value `true`; a list in parentheses
/// (`PARTITION_BY (a, b)`) has several values.
///
/// @param key the key as written; keys of COPY match case-insensitively
/// @param values the values as text, at least one
/// @param position the place of key and value
public record StatementOption(String key, List<String> values, SourcePosition position) {

    public StatementOption {
        values = List.copyOf(values);
    }

    /// Returns the first value, which is the only one unless the option is a list.
    public String value() {
        return values.getFirst();
    }
}
