package dev.sabot.engine.catalog;

import dev.sabot.engine.catalog.CatalogObject.IndexObject;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Holds the schemas of one database and what is in them. Tables and views share a name space;
/// indexes have their own.
///
/// **Threads**: safe; each method is atomic.
public final class Catalog {
    /// The name of the only catalog.
    public static final String NAME = "sabot";

    /// The schema a session starts in.
    public static final String DEFAULT_SCHEMA = "main";

    /// The schema of the standard's views on the catalog.
    public static final String INFORMATION_SCHEMA = "information_schema";

    /// The schema of the engine's own tables.
    public static final String SYSTEM_SCHEMA = "system";

    private final Map<String, String> schemas = new TreeMap<>();
    private final Map<ObjectName, CatalogObject> relations = new HashMap<>();
    private final Map<ObjectName, IndexObject> indexes = new HashMap<>();
    private long version;

    public Catalog() {
        for (String schema : List.of(DEFAULT_SCHEMA, INFORMATION_SCHEMA, SYSTEM_SCHEMA)) {
            schemas.put(schema, schema);
        }
    }

    private static String key(String schema) {
        return schema.toLowerCase(Locale.ROOT);
    }

    /// Returns a number that grows with every change.
    public synchronized long version() {
        return version;
    }

    /// Returns the schema names in order.
    public synchronized List<String> schemaNames() {
        return List.copyOf(schemas.values());
    }

    public synchronized boolean hasSchema(String schema) {
        return schemas.containsKey(key(schema));
    }

    /// Adds a schema.
    ///
    /// **Errors**: DUPLICATE_OBJECT.
    public synchronized void createSchema(String schema, @Nullable SourcePosition position) {
        if (schemas.putIfAbsent(key(schema), schema) != null) {
            throw new SabotException(
                    ErrorCode.DUPLICATE_OBJECT,
                    position,
                    "the schema '" + schema + "' exists already");
        }
        version++;
    }

    /// Refuses to drop a schema that cannot be.
    ///
    /// **Errors**: UNKNOWN_SCHEMA; INVALID_ARGUMENT when it is not empty and `isCascade` is false,
    /// or when it is one of the engine's own.
    public synchronized void checkDropsSchema(String schema, boolean isCascade) {
        if (!hasSchema(schema)) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_SCHEMA, "there is no schema '" + schema + "'");
        }
        if (List.of(DEFAULT_SCHEMA, INFORMATION_SCHEMA, SYSTEM_SCHEMA).contains(key(schema))) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the schema '" + schema + "' belongs to the engine and cannot be dropped");
        }
        List<CatalogObject> content = relations(schema);
        if (!content.isEmpty() && !isCascade) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the schema '"
                            + schema
                            + "' holds "
                            + content.getFirst().name().name()
                            + " and "
                            + (content.size() - 1)
                            + " more; drop them first or add CASCADE");
        }
    }

    /// Removes a schema and returns what was in it.
    ///
    /// **Errors**: as [#checkDropsSchema].
    public synchronized List<CatalogObject> dropSchema(String schema, boolean isCascade) {
        checkDropsSchema(schema, isCascade);
        List<CatalogObject> content = relations(schema);
        content.forEach(object -> relations.remove(object.name()));
        indexes.keySet().removeIf(name -> name.schema().equalsIgnoreCase(schema));
        schemas.remove(key(schema));
        version++;
        return content;
    }

    /// Refuses to put something into a schema that is missing or the engine's own.
    ///
    /// **Errors**: UNKNOWN_SCHEMA, ACCESS_DENIED.
    public synchronized void checkHolds(String schema, @Nullable SourcePosition position) {
        if (!hasSchema(schema)) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_SCHEMA,
                    position,
                    "there is no schema '" + schema + "'; CREATE SCHEMA makes one");
        }
        if (List.of(INFORMATION_SCHEMA, SYSTEM_SCHEMA).contains(key(schema))) {
            throw new SabotException(
                    ErrorCode.ACCESS_DENIED,
                    position,
                    "the schema '"
                            + schema
                            + "' belongs to the engine and holds nothing else; use '"
                            + DEFAULT_SCHEMA
                            + "' or CREATE SCHEMA");
        }
    }

    /// Returns a table or view, or null.
    public synchronized @Nullable CatalogObject relation(ObjectName name) {
        return relations.get(name);
    }

    /// Returns the tables and views of a schema by name.
    public synchronized List<CatalogObject> relations(String schema) {
        List<CatalogObject> found = new ArrayList<>();
        for (CatalogObject object : relations.values()) {
            if (object.name().schema().equalsIgnoreCase(schema)) {
                found.add(object);
            }
        }
        found.sort(Comparator.comparing(object -> key(object.name().name())));
        return found;
    }

    /// Adds a table or view; returns what it replaced, or null.
    ///
    /// **Errors**: UNKNOWN_SCHEMA, ACCESS_DENIED, DUPLICATE_TABLE; TYPE_MISMATCH when a view would
    /// replace a table or a table a view.
    public synchronized @Nullable CatalogObject addRelation(
            CatalogObject object, boolean orReplace, @Nullable SourcePosition position) {
        ObjectName name = object.name();
        checkHolds(name.schema(), position);
        checkReplaces(object instanceof CatalogObject.ViewObject, name, orReplace, position);
        CatalogObject present = relations.get(name);
        relations.put(name, object);
        version++;
        return present;
    }

    /// Refuses a name that is taken.
    ///
    /// **Errors**: DUPLICATE_TABLE; TYPE_MISMATCH when a view would replace a table or a table a
    /// view.
    public synchronized void checkReplaces(
            boolean isView, ObjectName name, boolean orReplace, @Nullable SourcePosition position) {
        CatalogObject present = relations.get(name);
        if (present == null) {
            return;
        }
        boolean isPresentView = present instanceof CatalogObject.ViewObject;
        String kind = isPresentView ? "view" : "table";
        if (!orReplace) {
            throw new SabotException(
                    ErrorCode.DUPLICATE_TABLE,
                    position,
                    "the "
                            + kind
                            + " '"
                            + name.name()
                            + "' exists already; drop it or use CREATE OR REPLACE");
        }
        if (isView != isPresentView) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    position,
                    "'"
                            + name.name()
                            + "' is a "
                            + kind
                            + ", which only another "
                            + kind
                            + " can replace; DROP "
                            + kind.toUpperCase(Locale.ROOT)
                            + " removes it");
        }
    }

    /// Removes a table or view and its indexes.
    public synchronized void removeRelation(ObjectName name) {
        relations.remove(name);
        indexes.values().removeIf(index -> index.table().equals(name));
        version++;
    }

    /// Replaces a table by a changed description of itself.
    public synchronized void changeRelation(CatalogObject object) {
        relations.put(object.name(), object);
        version++;
    }

    public synchronized @Nullable IndexObject index(ObjectName name) {
        return indexes.get(name);
    }

    /// Returns all indexes by name.
    public synchronized List<IndexObject> indexes() {
        return indexes.values().stream()
                .sorted(Comparator.comparing(index -> index.name().toString()))
                .toList();
    }

    /// Records an index.
    ///
    /// **Errors**: DUPLICATE_OBJECT.
    public synchronized void addIndex(IndexObject index, @Nullable SourcePosition position) {
        if (indexes.putIfAbsent(index.name(), index) != null) {
            throw new SabotException(
                    ErrorCode.DUPLICATE_OBJECT,
                    position,
                    "the index '" + index.name().name() + "' exists already");
        }
        version++;
    }

    public synchronized void removeIndex(ObjectName name) {
        indexes.remove(name);
        version++;
    }
}
