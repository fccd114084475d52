package dev.sabot.engine;

import dev.sabot.connector.WriteRequest;
import dev.sabot.engine.QueryStarter.Effects;
import dev.sabot.engine.catalog.CatalogObject;
import dev.sabot.engine.catalog.CatalogObject.IndexObject;
import dev.sabot.engine.catalog.CatalogObject.TableObject;
import dev.sabot.engine.catalog.CatalogObject.ViewObject;
import dev.sabot.engine.catalog.ObjectName;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.planner.PlannedQuery;
import dev.sabot.sql.statement.CreateIndexStatement;
import dev.sabot.sql.statement.CreateSchemaStatement;
import dev.sabot.sql.statement.CreateTableStatement;
import dev.sabot.sql.statement.CreateViewStatement;
import dev.sabot.sql.statement.DropStatement;
import dev.sabot.sql.statement.Identifier;
import dev.sabot.sql.statement.QualifiedName;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.sql.statement.TruncateStatement;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
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
        return action(() -> {
            ObjectName name = names.resolve(create.name());
            CatalogObject present = session.catalog().relation(name);
            if (present != null && create.mode().ifNotExists()) {
                return List.of("'" + name.name() + "' exists already");
            }
            if (create.mode().orReplace() && present instanceof TableObject) {
                throw isNo("view", create.name());
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
        if (!session.catalog().hasSchema(name.schema())) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_SCHEMA,
                    create.name().position(),
                    "there is no schema '" + name.schema() + "'; CREATE SCHEMA makes one");
        }
        if (present != null && !create.mode().orReplace()) {
            throw new SabotException(
                    ErrorCode.DUPLICATE_TABLE,
                    create.name().position(),
                    "'" + name.name() + "' exists already; drop it or use CREATE OR REPLACE");
        }
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
            for (Identifier column : create.columns()) {
                if (table.schema().indexOf(column.name()) < 0) {
                    throw new SabotException(
                            ErrorCode.UNKNOWN_COLUMN,
                            column.position(),
                            "the table has no column '" + column.name() + "'");
                }
            }
            ObjectName name = new ObjectName(table.name().schema(), create.name().simpleName());
            if (create.ifNotExists() && session.catalog().index(name) != null) {
                return List.of("the index '" + name.name() + "' exists already");
            }
            session.catalog()
                    .addIndex(
                            new IndexObject(
                                    name,
                                    table.name(),
                                    create.columns().stream().map(Identifier::name).toList(),
                                    create.unique()),
                            create.name().position());
            String unique =
                    create.unique()
                            ? " and does not enforce uniqueness: use a UNIQUE constraint"
                            : "";
            return List.of(
                    "the index '" + name.name() + "' is recorded; queries do not use it" + unique);
        });
    }

    Work drop(DropStatement drop) {
        return action(() -> {
            List<String> notices = new ArrayList<>();
            for (QualifiedName name : drop.names()) {
                String notice =
                        switch (drop.kind()) {
                            case SCHEMA -> dropSchema(drop, name);
                            case INDEX -> dropIndex(drop, name);
                            case TABLE, VIEW -> dropRelation(drop, name);
                        };
                if (notice != null) {
                    notices.add(notice);
                }
            }
            return notices;
        });
    }

    private @Nullable String dropSchema(DropStatement drop, QualifiedName name) {
        String schema = name.simpleName();
        if (drop.ifExists() && !session.catalog().hasSchema(schema)) {
            return "there is no schema '" + schema + "'";
        }
        try {
            session.catalog().dropSchema(schema, drop.cascade()).forEach(this::dropStorage);
        } catch (SabotException e) {
            throw e.withPosition(name.position());
        }
        if (session.currentSchema().equalsIgnoreCase(schema)) {
            session.useSchema(null);
        }
        return null;
    }

    private @Nullable String dropIndex(DropStatement drop, QualifiedName name) {
        ObjectName index = names.resolve(name);
        if (session.catalog().index(index) == null) {
            if (drop.ifExists()) {
                return "there is no index '" + name + "'";
            }
            throw new SabotException(
                    ErrorCode.UNKNOWN_OBJECT, name.position(), "there is no index '" + name + "'");
        }
        session.catalog().removeIndex(index);
        return null;
    }

    private @Nullable String dropRelation(DropStatement drop, QualifiedName name) {
        ObjectName resolved = names.resolve(name);
        CatalogObject object = session.catalog().relation(resolved);
        if (object == null && drop.ifExists()) {
            return "there is no table or view '" + name + "'";
        }
        if (object == null) {
            names.relation(name);
            throw isNo("table that can be dropped", name);
        }
        boolean isView = object instanceof ViewObject;
        if (isView != (drop.kind() == dev.sabot.sql.statement.ObjectKind.VIEW)) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    name.position(),
                    "'"
                            + name
                            + "' is a "
                            + (isView ? "view; use DROP VIEW" : "table; use DROP TABLE"));
        }
        session.catalog().removeRelation(resolved);
        dropStorage(object);
        return null;
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
