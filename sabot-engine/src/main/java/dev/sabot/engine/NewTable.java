package dev.sabot.engine;

import dev.sabot.connector.Connector;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStore;
import dev.sabot.engine.catalog.CatalogObject.TableObject;
import dev.sabot.engine.catalog.ObjectName;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.planner.catalog.Declaration;
import dev.sabot.sql.statement.CreateTableStatement;
import dev.sabot.sql.statement.StatementOption;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A table that CREATE TABLE describes and that is not yet there.
///
/// @param connector null for a managed table
/// @param store what keeps its rows; null for a table of another system
/// @param unknown an option the connector has not declared, or null
/// @param schema the columns that are kept; null when the connector is to find them
record NewTable(
        CreateTableStatement statement,
        QueryPlanning.Columns queries,
        @Nullable Connector connector,
        @Nullable TableStore store,
        Map<String, String> options,
        @Nullable StatementOption unknown,
        @Nullable Schema schema,
        List<@Nullable String> defaults,
        List<TableStore.Key> keys) {

    /// Reads and checks a statement.
    ///
    /// @param query the columns of the query whose rows fill the table, or null
    static NewTable of(
            CreateTableStatement statement,
            @Nullable Schema query,
            QueryPlanning.Columns queries,
            Engine engine) {
        TableDefinitions reader = new TableDefinitions(statement, query, queries);
        String name = reader.connector();
        Connector connector = name == null ? null : connector(name, statement, engine);
        Map<String, String> options = reader.options();
        StatementOption unknown =
                connector == null
                        ? null
                        : TableOptions.unknown(
                                connector, engine.formats(), reader.writtenOptions());
        TableStore store =
                connector == null
                        ? engine.store()
                        : connector instanceof TableStore own ? own : null;
        return new NewTable(
                statement,
                queries,
                connector,
                store,
                options,
                unknown,
                reader.schema(),
                reader.defaults(),
                reader.keys(store != null));
    }

    /// Makes or opens what keeps the rows.
    TableObject open(ObjectName name, StatementContext context) {
        return store == null ? opened(name, context) : made(name, store);
    }

    private TableObject made(ObjectName name, TableStore keeper) {
        if (unknown != null && connector != null) {
            throw TableOptions.refused(connector, unknown);
        }
        if (schema == null) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    statement.name().position(),
                    "a table that the engine keeps needs columns or AS query");
        }
        Declaration declaration = queries.declaration(statement.definition(), schema);
        List<String> path = List.of(name.schema(), name.name());
        TableHandle handle =
                keeper.create(new TableStore.TableDefinition(path, schema, keys, options));
        return new TableObject(
                name,
                handle,
                schema,
                defaults,
                keys,
                true,
                statement.definition().comment(),
                options,
                declaration);
    }

    private TableObject opened(ObjectName name, StatementContext context) {
        if (connector == null) {
            throw new IllegalStateException("a table of no one");
        }
        List<String> path = List.of(name.schema(), name.name());
        TableHandle handle = new TableHandle(connector.name(), path, options, schema);
        Table table = table(handle, context);
        Schema found = table.schema();
        List<@Nullable String> all = new ArrayList<>(defaults);
        while (all.size() < found.size()) {
            all.add(null);
        }
        return new TableObject(
                name,
                handle,
                found,
                all,
                keys,
                false,
                statement.definition().comment(),
                options,
                queries.declaration(statement.definition(), table));
    }

    /// Opens a table; what its connector says of an unknown option is said at that option.
    private Table table(TableHandle handle, StatementContext context) {
        try {
            return context.table(handle);
        } catch (SabotException e) {
            throw e.code() == ErrorCode.OPTION_NOT_ALLOWED && unknown != null
                    ? e.withPosition(unknown.position())
                    : e;
        }
    }

    private static Connector connector(String name, CreateTableStatement statement, Engine engine) {
        try {
            return engine.connector(name);
        } catch (SabotException e) {
            SourcePosition position =
                    statement.definition().options().stream()
                            .filter(option -> option.key().equalsIgnoreCase("connector"))
                            .map(StatementOption::position)
                            .findFirst()
                            .orElse(null);
            throw position == null ? e : e.withPosition(position);
        }
    }
}
