package dev.sabot.console.output;

/// Describes one column of a result.
///
/// @param name the label
/// @param typeName the SQL type as it is shown under the label
/// @param kind what the printers must know of the type
public record Column(String name, String typeName, Kind kind) {

    /// Divides types by how they are aligned and written as JSON.
    public enum Kind {
        NUMBER,
        BOOLEAN,
        /// Text that is JSON already.
        JSON,
        ARRAY,
        /// Rows and maps.
        OBJECT,
        TEXT
    }

    /// Returns a column of plain text.
    public static Column text(String name) {
        return new Column(name, "VARCHAR", Kind.TEXT);
    }

    boolean isNumber() {
        return kind == Kind.NUMBER;
    }
}
