package dev.sabot.jdbc.session;

import java.util.Objects;

/** A schema of a catalog. */
public final class SchemaInfo {
    private final String catalog;
    private final String schema;

    public SchemaInfo(String catalog, String schema) {
        this.catalog = Objects.requireNonNull(catalog);
        this.schema = Objects.requireNonNull(schema);
    }

    public String catalog() {
        return catalog;
    }

    public String schema() {
        return schema;
    }
}
