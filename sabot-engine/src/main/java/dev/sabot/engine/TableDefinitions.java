package dev.sabot.engine;

import dev.sabot.connector.TableStore;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.planner.Planner;
import dev.sabot.sql.statement.CreateTableStatement;
import dev.sabot.sql.statement.Identifier;
import dev.sabot.sql.statement.StatementOption;
import dev.sabot.sql.statement.TableColumn;
import dev.sabot.sql.statement.TableConstraint;
import dev.sabot.sql.statement.TableDefinition;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads columns, keys, defaults and options out of a CREATE TABLE statement.
///
/// **Errors**: DUPLICATE_COLUMN, UNKNOWN_COLUMN, TYPE_MISMATCH and UNSUPPORTED, with the place.
final class TableDefinitions {
    private final CreateTableStatement create;
    private final TableDefinition definition;
    private final @Nullable Schema query;
    private final QueryPlanning.Columns queries;
    private final @Nullable Schema schema;

    /// @param query the columns of the query whose rows fill the table, or null
    TableDefinitions(
            CreateTableStatement create, @Nullable Schema query, QueryPlanning.Columns queries) {
        this.create = create;
        this.definition = create.definition();
        this.query = query;
        this.queries = queries;
        if (!definition.partitionedBy().isEmpty()) {
            throw unsupported(
                    definition.partitionedBy().getFirst().position(),
                    "PARTITIONED BY is not supported");
        }
        if (!hasStored() && query == null && connector() == null) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    create.name().position(),
                    "a table without a connector needs columns or AS query");
        }
        this.schema = readSchema();
    }

    /// Says whether the statement names columns that the connector keeps.
    private boolean hasStored() {
        return definition.columns().stream().anyMatch(TableColumn.Stored.class::isInstance);
    }

    private static SabotException unsupported(SourcePosition position, String detail) {
        return new SabotException(ErrorCode.UNSUPPORTED, position, detail);
    }

    /// Returns the connector's name, or null for a managed table.
    @Nullable String connector() {
        for (StatementOption option : definition.options()) {
            if (option.key().equalsIgnoreCase("connector")) {
                return option.value().toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    /// Returns the other options.
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        for (StatementOption option : definition.options()) {
            if (!option.key().equalsIgnoreCase("connector")) {
                options.put(option.key(), option.value());
            }
        }
        if (!options.isEmpty() && connector() == null) {
            throw new SabotException(
                    ErrorCode.OPTION_NOT_ALLOWED,
                    definition.options().getFirst().position(),
                    "a table without 'connector' has no options");
        }
        return options;
    }

    /// Returns the entries of WITH but the connector's name, as written.
    List<StatementOption> writtenOptions() {
        return definition.options().stream()
                .filter(option -> !option.key().equalsIgnoreCase("connector"))
                .toList();
    }

    /// Returns the columns that are kept, or null when the connector is to find them.
    @Nullable Schema schema() {
        return schema;
    }

    private @Nullable Schema readSchema() {
        if (query != null) {
            if (!definition.columns().isEmpty()) {
                throw unsupported(
                        definition.columns().getFirst().name().position(),
                        "a column list and AS query exclude each other; name columns in the query");
            }
            if (!definition.watermarks().isEmpty()) {
                throw unsupported(
                        definition.watermarks().getFirst().position(),
                        "WATERMARK and AS query exclude each other; declare the columns");
            }
            List<Field> fields = new ArrayList<>();
            for (Field field : query.fields()) {
                fields.add(Field.of(field.name(), stored(field.type())));
            }
            checkNames(fields.stream().map(Field::name).toList());
            return new Schema(fields);
        }
        checkNames(definition.columns().stream().map(column -> column.name().name()).toList());
        if (!hasStored()) {
            return null;
        }
        Set<Integer> primary = primaryColumns();
        List<Field> fields = new ArrayList<>();
        for (TableColumn column : definition.columns()) {
            if (column instanceof TableColumn.Stored stored) {
                boolean isNullable = stored.nullable() && !primary.contains(fields.size());
                DataType type = queries.columnType(stored);
                queries.checkDefault(stored, type);
                fields.add(new Field(stored.name().name(), type, isNullable));
            }
        }
        return new Schema(fields);
    }

    /// A column of untyped nulls is kept as INTEGER.
    private static DataType stored(DataType type) {
        return type.kind() == TypeKind.NULL ? DataType.INTEGER : type;
    }

    private void checkNames(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < names.size(); index++) {
            String name = names.get(index);
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                SourcePosition position =
                        index < definition.columns().size()
                                ? definition.columns().get(index).name().position()
                                : Planner.columnPosition(create, index);
                throw new SabotException(
                        ErrorCode.DUPLICATE_COLUMN,
                        position,
                        "two columns are called '" + name + "'; names differ in more than case");
            }
        }
    }

    /// Returns the text of each column's DEFAULT, or null.
    List<@Nullable String> defaults() {
        List<@Nullable String> defaults = new ArrayList<>();
        for (TableColumn column : definition.columns()) {
            if (column instanceof TableColumn.Stored stored) {
                defaults.add(queries.defaultText(stored));
            }
        }
        while (schema != null && defaults.size() < schema.size()) {
            defaults.add(null);
        }
        return defaults;
    }

    private Set<Integer> primaryColumns() {
        Set<Integer> columns = new HashSet<>();
        for (TableConstraint constraint : definition.constraints()) {
            if (constraint instanceof TableConstraint.Key key && key.primary()) {
                columns.addAll(indexes(key));
            }
        }
        return columns;
    }

    private List<Integer> indexes(TableConstraint.Key key) {
        List<Integer> indexes = new ArrayList<>();
        for (Identifier wanted : key.columns()) {
            int found = -1;
            int numStored = 0;
            for (TableColumn column : definition.columns()) {
                boolean isStored = column instanceof TableColumn.Stored;
                if (column.name().name().equalsIgnoreCase(wanted.name())) {
                    found = isStored ? numStored : -2;
                }
                numStored += isStored ? 1 : 0;
            }
            if (found < 0) {
                throw new SabotException(
                        found == -1 ? ErrorCode.UNKNOWN_COLUMN : ErrorCode.UNSUPPORTED,
                        wanted.position(),
                        found == -1
                                ? "the table has no column '" + wanted.name() + "'"
                                : "'" + wanted.name() + "' is computed; keys are of kept columns");
            }
            if (indexes.contains(found)) {
                throw new SabotException(
                        ErrorCode.DUPLICATE_COLUMN,
                        wanted.position(),
                        "the column '" + wanted.name() + "' is named twice in one key");
            }
            indexes.add(found);
        }
        return indexes;
    }

    /// Returns the keys: those that are enforced, or of a connector's table those that hold.
    ///
    /// **Errors**: UNSUPPORTED for a key that a connector would have to enforce.
    List<TableStore.Key> keys(boolean isManaged) {
        List<TableStore.Key> keys = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean hasPrimary = false;
        for (TableConstraint constraint : definition.constraints()) {
            Identifier name = constraint.name();
            if (name != null && !names.add(name.name().toLowerCase(Locale.ROOT))) {
                throw new SabotException(
                        ErrorCode.DUPLICATE_OBJECT,
                        name.position(),
                        "two constraints are called '" + name.name() + "'");
            }
            switch (constraint) {
                case TableConstraint.Key key -> {
                    if (key.primary() && hasPrimary) {
                        throw new SabotException(
                                ErrorCode.SYNTAX,
                                key.position(),
                                "a table has one primary key; write PRIMARY KEY (a, b) for one of"
                                        + " several columns, or UNIQUE");
                    }
                    hasPrimary |= key.primary();
                    if (key.enforced() && !isManaged) {
                        throw unsupported(
                                key.position(),
                                "the engine does not own the rows of this table and cannot enforce"
                                        + " a key; write NOT ENFORCED");
                    }
                    if (key.enforced() || !isManaged) {
                        keys.add(key(key, keys.size() + 1));
                    }
                }
                case TableConstraint.Check check ->
                        throw unsupported(
                                check.position(),
                                "CHECK is not supported; leave it out, or check in the query that"
                                        + " fills the table");
            }
        }
        return keys;
    }

    private TableStore.Key key(TableConstraint.Key key, int number) {
        Identifier name = key.name();
        String given =
                name == null ? (key.primary() ? "PRIMARY KEY" : "UNIQUE " + number) : name.name();
        return new TableStore.Key(given, indexes(key), key.primary());
    }
}
