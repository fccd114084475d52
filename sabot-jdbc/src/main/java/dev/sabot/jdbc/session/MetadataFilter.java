package dev.sabot.jdbc.session;

import java.util.Objects;
import java.util.Set;

/**
 * Restricts a metadata question. A session may use as much of it as helps and return more: the
 * driver applies it again to what it gets.
 */
public final class MetadataFilter {
    /** Asks for everything. */
    public static final MetadataFilter ALL =
            new MetadataFilter(
                    NamePattern.ANY, NamePattern.ANY, NamePattern.ANY, NamePattern.ANY, Set.of());

    private final NamePattern catalog;
    private final NamePattern schema;
    private final NamePattern object;
    private final NamePattern column;
    private final Set<String> types;

    private MetadataFilter(
            NamePattern catalog,
            NamePattern schema,
            NamePattern object,
            NamePattern column,
            Set<String> types) {
        this.catalog = catalog;
        this.schema = schema;
        this.object = object;
        this.column = column;
        this.types = types;
    }

    public MetadataFilter withCatalog(NamePattern value) {
        return new MetadataFilter(Objects.requireNonNull(value), schema, object, column, types);
    }

    public MetadataFilter withSchema(NamePattern value) {
        return new MetadataFilter(catalog, Objects.requireNonNull(value), object, column, types);
    }

    public MetadataFilter withObject(NamePattern value) {
        return new MetadataFilter(catalog, schema, Objects.requireNonNull(value), column, types);
    }

    public MetadataFilter withColumn(NamePattern value) {
        return new MetadataFilter(catalog, schema, object, Objects.requireNonNull(value), types);
    }

    public MetadataFilter withTypes(Set<String> value) {
        return new MetadataFilter(catalog, schema, object, column, Set.copyOf(value));
    }

    public NamePattern catalog() {
        return catalog;
    }

    public NamePattern schema() {
        return schema;
    }

    /** Returns the pattern of the table's or function's name. */
    public NamePattern object() {
        return object;
    }

    public NamePattern column() {
        return column;
    }

    /** Returns the wanted table types; empty = all. */
    public Set<String> types() {
        return types;
    }

    public boolean matches(String catalogName, String schemaName) {
        return catalog.matches(catalogName) && schema.matches(schemaName);
    }

    public boolean matches(String catalogName, String schemaName, String objectName) {
        return matches(catalogName, schemaName) && object.matches(objectName);
    }
}
