package dev.sabot.engine.catalog;

/// A name within a schema; compared without case.
public record ObjectName(String schema, String name) {
    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectName that
                && schema.equalsIgnoreCase(that.schema)
                && name.equalsIgnoreCase(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * lower(schema).hashCode() + lower(name).hashCode();
    }

    private static String lower(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
