package dev.sabot.exec.function;

import java.util.List;

/// Documents a function. The example runs as a test.
///
/// @param name lower case, as SHOW FUNCTIONS lists it
/// @param category such as "string" or "date"; orders the reference page
/// @param syntax such as `substring(text, start[, length])`
/// @param example a SQL expression, such as `substring('sabot', 2, 3)`
/// @param result what `CAST((example) AS VARCHAR)` gives, or `NULL`
public record FunctionDoc(
        String name,
        List<String> aliases,
        String category,
        String syntax,
        String description,
        String example,
        String result) {}
