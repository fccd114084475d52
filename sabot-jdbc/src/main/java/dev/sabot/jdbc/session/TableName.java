package dev.sabot.jdbc.session;

import java.util.Objects;

/** Names a table in full; a part that the catalog has not is the empty string. */
public final class TableName {
    private final String catalog;
    private final String schema;
    private final String table;

    public TableName(String catalog, String schema, String table) {
        this.catalog = Objects.requireNonNull(catalog);
        this.schema = Objects.requireNonNull(schema);
        this.table = Objects.requireNonNull(table);
    }

    public String catalog() {
        return catalog;
    }

    public String schema() {
        return schema;
    }

    public String table() {
        return table;
    }
}
