package dev.sabot.engine;

import dev.sabot.connector.TableHandle;
import dev.sabot.connector.WriteRequest;
import dev.sabot.engine.QueryStarter.Effects;
import dev.sabot.engine.catalog.CatalogObject.TableObject;
import dev.sabot.engine.catalog.ObjectName;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.planner.PlannedQuery;
import dev.sabot.sql.statement.CopyFromStatement;
import dev.sabot.sql.statement.CopyToStatement;
import dev.sabot.sql.statement.Identifier;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.sql.statement.Statement;
import dev.sabot.sql.statement.StatementOption;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Plans COPY between tables and files.
final class CopyStatements {
    private final Session session;
    private final QueryPlanning queries;
    private final Names names;

    CopyStatements(Session session, QueryPlanning queries, Names names) {
        this.session = session;
        this.queries = queries;
        this.names = names;
    }

    private static Map<String, String> options(List<StatementOption> given) {
        Map<String, String> options = new LinkedHashMap<>();
        for (StatementOption option : given) {
            String key = option.key().toLowerCase(Locale.ROOT);
            String value = option.values().isEmpty() ? "true" : option.value();
            if (options.put(key, value) != null) {
                throw new SabotException(
                        ErrorCode.OPTION_NOT_ALLOWED,
                        option.position(),
                        "the option '" + key + "' is given twice");
            }
        }
        return options;
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String quoted(ObjectName name) {
        return quoted(name.schema()) + "." + quoted(name.name());
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String quoted(List<String> names) {
        return names.stream().map(CopyStatements::quoted).collect(Collectors.joining(", "));
    }

    /// Does what fails with a place in a composed text, if any: that of the statement is given
    /// instead.
    private static PlannedQuery placed(Supplier<PlannedQuery> planning, Statement copy) {
        try {
            return planning.get();
        } catch (SabotException e) {
            throw new SabotException(e.code(), copy.position(), String.valueOf(e.getMessage()), e);
        }
    }

    /// Plans COPY … TO: a query whose rows a file takes.
    Work to(CopyToStatement copy, StatementContext context) {
        PlannedQuery source =
                switch (copy.source()) {
                    case CopyToStatement.QuerySource query ->
                            queries.plan(new QueryStatement(copy.text(), query.query()), context);
                    case CopyToStatement.TableSource table -> {
                        ObjectName name = names.relation(table.table());
                        List<Field> named = columns(table.columns(), names.schema(name));
                        String columns =
                                table.columns().isEmpty()
                                        ? "*"
                                        : quoted(named.stream().map(Field::name).toList());
                        String text = "SELECT " + columns + " FROM " + quoted(name);
                        yield placed(() -> queries.planText(text, context), copy);
                    }
                };
        source.requireEnd("COPY", "INSERT INTO a table with 'connector' = 'filesystem' as a job");
        Map<String, String> options = options(copy.options());
        options.put("path", copy.path());
        TableHandle file = new TableHandle("filesystem", List.of(), options, source.output());
        PhysicalPlan write =
                new PhysicalPlan.TableWrite(
                        source.plan(),
                        file,
                        WriteRequest.Mode.INSERT,
                        PlanProperties.bounded(QueryStarter.COUNT_SCHEMA, 1));
        return new Work(
                Query.Kind.COUNT,
                QueryStarter.COUNT_SCHEMA,
                source.parameterTypes(),
                run ->
                        session.starter()
                                .start(
                                        Query.Kind.COUNT,
                                        write,
                                        QueryStarter.COUNT_SCHEMA,
                                        run,
                                        Effects.NONE));
    }

    /// Plans COPY … FROM as the INSERT of a file's rows.
    Work from(CopyFromStatement copy, StatementContext context) {
        TableObject target = names.table(copy.target());
        List<Field> filled = columns(copy.columns(), target.schema());
        Map<String, String> options = options(copy.options());
        PlannedQuery planned =
                placed(
                        () -> {
                            CopySource source =
                                    CopySource.open(
                                            copy.path(),
                                            options,
                                            new Schema(filled),
                                            session.engine().formats(),
                                            context);
                            return insert(target.name(), filled, source, copy.path(), context);
                        },
                        copy);
        return new Work(
                Query.Kind.COUNT,
                QueryStarter.COUNT_SCHEMA,
                planned.parameterTypes(),
                run ->
                        session.starter()
                                .start(
                                        Query.Kind.COUNT,
                                        planned.plan(),
                                        QueryStarter.COUNT_SCHEMA,
                                        run,
                                        Effects.NONE));
    }

    /// Returns the named columns of a table, or all in its order.
    private static List<Field> columns(List<Identifier> columns, Schema table) {
        if (columns.isEmpty()) {
            return table.fields();
        }
        List<Field> found = new ArrayList<>();
        for (Identifier column : columns) {
            int index = table.indexOf(column.name());
            if (index < 0) {
                List<String> known = table.fields().stream().map(Field::name).toList();
                String nearest = NearestName.of(column.name(), known);
                throw new SabotException(
                        ErrorCode.UNKNOWN_COLUMN,
                        column.position(),
                        "the table has no column '"
                                + column.name()
                                + "'"
                                + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
            }
            if (found.contains(table.field(index))) {
                throw new SabotException(
                        ErrorCode.DUPLICATE_COLUMN,
                        column.position(),
                        "the column '" + column.name() + "' is named twice");
            }
            found.add(table.field(index));
        }
        return found;
    }

    private PlannedQuery insert(
            ObjectName target,
            List<Field> filled,
            CopySource source,
            String path,
            StatementContext context) {
        String text =
                "INSERT INTO "
                        + quoted(target)
                        + " ("
                        + quoted(filled.stream().map(Field::name).toList())
                        + ") SELECT "
                        + quoted(source.columns())
                        + " FROM "
                        + literal(path);
        return queries.planFrom(text, source, context);
    }
}
