package dev.sabot.engine;

import dev.sabot.connector.WriteRequest;
import dev.sabot.engine.QueryStarter.Effects;
import dev.sabot.engine.catalog.CatalogObject;
import dev.sabot.engine.catalog.CatalogObject.IndexColumn;
import dev.sabot.engine.catalog.CatalogObject.IndexObject;
import dev.sabot.engine.catalog.CatalogObject.TableObject;
import dev.sabot.engine.catalog.CatalogObject.ViewObject;
import dev.sabot.engine.catalog.ObjectName;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.planner.PlannedQuery;
import dev.sabot.planner.Planner;
import dev.sabot.sql.statement.CreateIndexStatement;
import dev.sabot.sql.statement.CreateSchemaStatement;
import dev.sabot.sql.statement.CreateTableStatement;
import dev.sabot.sql.statement.CreateViewStatement;
import dev.sabot.sql.statement.DropStatement;
import dev.sabot.sql.statement.Identifier;
import dev.sabot.sql.statement.ObjectKind;
import dev.sabot.sql.statement.QualifiedName;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.sql.statement.TruncateStatement;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Runs the statements that change the catalog.
final class DefinitionStatements {
    private final Session session;
    private final Names names;
    private final QueryPlanning queries;

    DefinitionStatements(Session session, Names names, QueryPlanning queries) {
        this.session = session;
        this.names = names;
        this.queries = queries;
    }

    /// Returns work that does something at once and gives the count 0.
    ///
    /// @param action returns notices
    Work action(Supplier<List<String>> action) {
        return new Work(
                Query.Kind.COUNT,
                QueryStarter.COUNT_SCHEMA,
                List.of(),
                context -> session.starter().count(0, context, action.get()));
    }

    Work createSchema(CreateSchemaStatement create) {
        return action(() -> {
            String name = create.name().simpleName();
            if (create.ifNotExists() && session.catalog().hasSchema(name)) {
                return List.of("the schema '" + name + "' exists already");
            }
            session.catalog().createSchema(name, create.name().position());
            return List.of();
        });
    }

    Work createView(CreateViewStatement create, StatementContext context) {
        PlannedQuery planned =
                queries.plan(new QueryStatement(create.text(), create.query()), context);
        List<String> columns = create.columns().stream().map(Identifier::name).toList();
        Schema schema = rename(planned.output(), create);
        checkNames(schema, create);
        return action(() -> {
            ObjectName name = names.resolve(create.name());
            CatalogObject present = session.catalog().relation(name);
            if (present != null && create.mode().ifNotExists()) {
                return List.of("'" + name.name() + "' exists already");
            }
            session.catalog()
                    .addRelation(
                            new ViewObject(name, columns, create.queryText(), schema),
                            create.mode().orReplace(),
                            create.name().position());
            return List.of();
        });
    }

    private static Schema rename(Schema output, CreateViewStatement create) {
        List<Identifier> columns = create.columns();
        if (columns.isEmpty()) {
            return output;
        }
        if (columns.size() != output.size()) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    columns.getFirst().position(),
                    "the view names "
                            + columns.size()
                            + " columns, its query has "
                            + output.size());
        }
        List<Field> fields = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            fields.add(output.field(index).withName(columns.get(index).name()));
        }
        return new Schema(fields);
    }

    private static void checkNames(Schema schema, CreateViewStatement create) {
        for (int index = 0; index < schema.size(); index++) {
            String name = schema.field(index).name();
            if (schema.indexOf(name) < index) {
                SourcePosition position =
                        create.columns().isEmpty()
                                ? Planner.columnPosition(create, index)
                                : create.columns().get(index).position();
                throw new SabotException(
                        ErrorCode.DUPLICATE_COLUMN,
                        position == null ? create.name().position() : position,
                        "two columns of the view are called '"
                                + name
                                + "'; give each a name of its own: CREATE VIEW name (columns) AS"
                                + " query");
            }
        }
    }

    private static SabotException isNo(String kind, QualifiedName name) {
        return new SabotException(
                ErrorCode.TYPE_MISMATCH, name.position(), "'" + name + "' is not a " + kind);
    }

    /// Plans CREATE TABLE, with rows or without.
    Work createTable(CreateTableStatement create, StatementContext context) {
        PlannedQuery source =
                create.query() == null
                        ? null
                        : queries.plan(new QueryStatement(create.text(), create.query()), context);
        if (source != null) {
            source.requireEnd("CREATE TABLE AS", "create the table, then INSERT INTO it as a job");
        }
        NewTable description =
                NewTable.of(
                        create,
                        source == null ? null : source.output(),
                        queries.in(context),
                        session.engine());
        return new Work(
                Query.Kind.COUNT,
                QueryStarter.COUNT_SCHEMA,
                source == null ? List.of() : source.parameterTypes(),
                runContext -> runCreate(create, description, source, runContext));
    }

    private Query runCreate(
            CreateTableStatement create,
            NewTable description,
            @Nullable PlannedQuery source,
            StatementContext context) {
        ObjectName name = names.resolve(create.name());
        CatalogObject present = session.catalog().relation(name);
        if (present != null && create.mode().ifNotExists()) {
            List<String> notices = List.of("'" + name.name() + "' exists already");
            return session.starter().count(0, context, notices);
        }
        session.catalog().checkHolds(name.schema(), create.name().position());
        session.catalog()
                .checkReplaces(false, name, create.mode().orReplace(), create.name().position());
        TableObject table = description.open(name, context);
        Runnable register =
                () -> {
                    CatalogObject replaced =
                            session.catalog()
                                    .addRelation(
                                            table,
                                            create.mode().orReplace(),
                                            create.name().position());
                    dropStorage(replaced);
                };
        if (source == null) {
            register.run();
            return session.starter().count(0, context, List.of());
        }
        PhysicalPlan write =
                new PhysicalPlan.TableWrite(
                        source.plan(),
                        table.handle(),
                        WriteRequest.Mode.INSERT,
                        PlanProperties.bounded(QueryStarter.COUNT_SCHEMA, 1));
        return session.starter()
                .start(
                        Query.Kind.COUNT,
                        write,
                        QueryStarter.COUNT_SCHEMA,
                        context,
                        new Effects(List.of(), register, () -> dropStorage(table)));
    }

    private void dropStorage(@Nullable CatalogObject object) {
        if (object instanceof TableObject table && table.isManaged()) {
            session.engine().store().drop(table.handle());
        }
    }

    Work createIndex(CreateIndexStatement create) {
        return action(() -> {
            TableObject table = names.table(create.table());
            List<IndexColumn> columns = new ArrayList<>();
            for (CreateIndexStatement.Column column : create.columns()) {
                Identifier named = column.name();
                if (table.schema().indexOf(named.name()) < 0) {
                    throw new SabotException(
                            ErrorCode.UNKNOWN_COLUMN,
                            named.position(),
                            "the table has no column '" + named.name() + "'");
                }
                columns.add(new IndexColumn(named.name(), column.isDescending()));
            }
            ObjectName name = new ObjectName(table.name().schema(), create.name().simpleName());
            if (create.ifNotExists() && session.catalog().index(name) != null) {
                return List.of("the index '" + name.name() + "' exists already");
            }
            session.catalog()
                    .addIndex(
                            new IndexObject(name, table.name(), columns, create.unique()),
                            create.name().position());
            String unique =
                    create.unique()
                            ? " and does not enforce uniqueness: use a UNIQUE constraint"
                            : "";
            return List.of(
                    "the index '" + name.name() + "' is recorded; queries do not use it" + unique);
        });
    }

    /// Drops all objects of a statement or, when one of them cannot be dropped, none.
    Work drop(DropStatement drop) {
        return action(() -> {
            List<String> notices = new ArrayList<>();
            Map<ObjectName, Runnable> removals = new LinkedHashMap<>();
            for (QualifiedName name : drop.names()) {
                switch (drop.kind()) {
                    case SCHEMA -> dropSchema(drop, name, removals, notices);
                    case INDEX -> dropIndex(drop, name, removals, notices);
                    case TABLE, VIEW -> dropRelation(drop, name, removals, notices);
                }
            }
            removals.values().forEach(Runnable::run);
            return notices;
        });
    }

    private void dropSchema(
            DropStatement drop,
            QualifiedName name,
            Map<ObjectName, Runnable> removals,
            List<String> notices) {
        String schema = name.simpleName();
        if (drop.ifExists() && !session.catalog().hasSchema(schema)) {
            notices.add("there is no schema '" + schema + "'");
            return;
        }
        try {
            session.catalog().checkDropsSchema(schema, drop.cascade());
        } catch (SabotException e) {
            throw e.withPosition(name.position());
        }
        removals.put(
                new ObjectName(schema, ""),
                () -> {
                    session.catalog().dropSchema(schema, drop.cascade()).forEach(this::dropStorage);
                    if (session.currentSchema().equalsIgnoreCase(schema)) {
                        session.useSchema(null);
                    }
                });
    }

    private void dropIndex(
            DropStatement drop,
            QualifiedName name,
            Map<ObjectName, Runnable> removals,
            List<String> notices) {
        ObjectName index = names.resolve(name);
        if (session.catalog().index(index) != null) {
            removals.put(index, () -> session.catalog().removeIndex(index));
            return;
        }
        if (!drop.ifExists()) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_OBJECT, name.position(), "there is no index '" + name + "'");
        }
        notices.add("there is no index '" + name + "'");
    }

    private void dropRelation(
            DropStatement drop,
            QualifiedName name,
            Map<ObjectName, Runnable> removals,
            List<String> notices) {
        ObjectName resolved = names.resolve(name);
        CatalogObject object = session.catalog().relation(resolved);
        if (object == null && drop.ifExists()) {
            notices.add("there is no table or view '" + name + "'");
            return;
        }
        if (object == null) {
            names.relation(name);
            throw isNo("table that can be dropped", name);
        }
        boolean isView = object instanceof ViewObject;
        if (isView != (drop.kind() == ObjectKind.VIEW)) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    name.position(),
                    "'"
                            + name
                            + "' is a "
                            + (isView ? "view; use DROP VIEW" : "table; use DROP TABLE"));
        }
        removals.put(
                resolved,
                () -> {
                    session.catalog().removeRelation(resolved);
                    dropStorage(object);
                });
    }

    Work truncate(TruncateStatement truncate) {
        return action(() -> {
            TableObject table = names.table(truncate.table());
            if (!table.isManaged()) {
                throw new SabotException(
                        ErrorCode.UNSUPPORTED,
                        truncate.table().position(),
                        "only managed tables can be truncated");
            }
            session.engine().store().truncate(table.handle());
            return List.of();
        });
    }
}
