package dev.sabot.connector;

import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Names a table so that a plan can carry it to another process: which connector opens it, under
/// which catalog name (empty for files and table functions), with which options. Immutable,
/// serializable.
///
/// @param schema the declared columns, or null when the connector finds them out
public record TableHandle(
        String connector, List<String> name, Map<String, String> options, @Nullable Schema schema) {

    public TableHandle {
        name = List.copyOf(name);
        options = java.util.Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /// Returns the name as SQL shows it, or the connector and its options.
    public String displayName() {
        return name.isEmpty()
                ? options.getOrDefault("path", connector + options)
                : String.join(".", name);
    }
}
