package dev.sabot.engine;

import dev.sabot.engine.catalog.Catalog;
import dev.sabot.engine.catalog.CatalogObject;
import dev.sabot.engine.catalog.ObjectName;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.sql.statement.QualifiedName;
import dev.sabot.type.Schema;

import java.util.ArrayList;
import java.util.List;

/// Resolves the names of a session's statements.
final class Names {
    private final Session session;

    Names(Session session) {
        this.session = session;
    }

    /// Returns schema and name of something that need not exist.
    ///
    /// **Errors**: UNKNOWN_OBJECT for another catalog, SYNTAX for more than three parts.
    ObjectName resolve(QualifiedName name) {
        List<String> parts = name.parts();
        return switch (parts.size()) {
            case 1 -> new ObjectName(session.currentSchema(), parts.get(0));
            case 2 -> new ObjectName(parts.get(0), parts.get(1));
            case 3 -> {
                checkCatalog(name);
                yield new ObjectName(parts.get(1), parts.get(2));
            }
            default ->
                    throw new SabotException(
                            ErrorCode.SYNTAX,
                            name.position(),
                            "a name has at most three parts: catalog.schema.name");
        };
    }

    private static void checkCatalog(QualifiedName name) {
        if (!name.parts().get(0).equalsIgnoreCase(Catalog.NAME)) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_OBJECT,
                    name.position(),
                    "there is no catalog '"
                            + name.parts().get(0)
                            + "'; the only one is "
                            + Catalog.NAME);
        }
    }

    /// Returns the name of a schema that exists.
    ///
    /// **Errors**: UNKNOWN_SCHEMA.
    String schema(QualifiedName name) {
        if (name.parts().size() > 1) {
            checkCatalog(name);
        }
        String schema = name.simpleName();
        if (!session.catalog().hasSchema(schema)) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_SCHEMA,
                    name.position(),
                    "there is no schema '" + schema + "'");
        }
        return schema;
    }

    /// Returns the name of a table, view or system table that exists.
    ///
    /// **Errors**: UNKNOWN_TABLE, naming the nearest.
    ObjectName relation(QualifiedName name) {
        ObjectName resolved = resolve(name);
        if (session.catalog().relation(resolved) != null
                || session.engine().systemTables().handle(resolved) != null) {
            return resolved;
        }
        List<String> candidates =
                new ArrayList<>(session.engine().systemTables().tableNames(resolved.schema()));
        for (CatalogObject object : session.catalog().relations(resolved.schema())) {
            candidates.add(object.name().name());
        }
        String nearest = NearestName.of(resolved.name(), candidates);
        throw new SabotException(
                ErrorCode.UNKNOWN_TABLE,
                name.position(),
                "there is no table or view '"
                        + name
                        + "'"
                        + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
    }

    /// Returns the columns of a relation that exists.
    Schema schema(ObjectName name) {
        return switch (session.catalog().relation(name)) {
            case CatalogObject.TableObject table -> table.schema();
            case CatalogObject.ViewObject view -> view.schema();
            case CatalogObject.IndexObject _ -> Schema.EMPTY;
            case null -> session.engine().systemTables().schema(name);
        };
    }

    /// Returns a table that exists.
    ///
    /// **Errors**: UNKNOWN_TABLE; TYPE_MISMATCH for a view or system table.
    CatalogObject.TableObject table(QualifiedName name) {
        ObjectName resolved = relation(name);
        if (session.catalog().relation(resolved) instanceof CatalogObject.TableObject table) {
            return table;
        }
        throw new SabotException(
                ErrorCode.TYPE_MISMATCH,
                name.position(),
                "'" + name + "' is not a table that can be changed");
    }
}
