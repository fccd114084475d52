package dev.sabot.engine;

import dev.sabot.connector.TableHandle;
import dev.sabot.connector.WriteRequest;
import dev.sabot.engine.QueryStarter.Effects;
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
import dev.sabot.sql.statement.StatementOption;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private static String columnList(List<Identifier> columns) {
        return columns.stream()
                .map(column -> quoted(column.name()))
                .collect(Collectors.joining(", "));
    }

    /// Plans COPY … TO: a query whose rows a file takes.
    Work to(CopyToStatement copy, StatementContext context) {
        PlannedQuery source =
                switch (copy.source()) {
                    case CopyToStatement.QuerySource query ->
                            queries.plan(new QueryStatement(copy.text(), query.query()), context);
                    case CopyToStatement.TableSource table -> {
                        String columns =
                                table.columns().isEmpty() ? "*" : columnList(table.columns());
                        yield queries.planText(
                                "SELECT "
                                        + columns
                                        + " FROM "
                                        + quoted(names.relation(table.table())),
                                context);
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
        Map<String, String> options = options(copy.options());
        String format = options.remove("format");
        StringBuilder source = new StringBuilder();
        if (format == null && options.isEmpty()) {
            source.append(literal(copy.path()));
        } else {
            source.append("read_").append(format == null ? formatOf(copy) : known(format, copy));
            source.append('(').append(literal(copy.path()));
            options.forEach((key, value) ->
                    source.append(", ").append(quoted(key)).append(" => ").append(literal(value)));
            source.append(')');
        }
        String columns = copy.columns().isEmpty() ? "" : " (" + columnList(copy.columns()) + ")";
        PlannedQuery planned =
                queries.planText(
                        "INSERT INTO "
                                + quoted(names.relation(copy.target()))
                                + columns
                                + " SELECT * FROM "
                                + source,
                        context);
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

    /// Returns the name of a format there is.
    private String known(String name, CopyFromStatement copy) {
        List<String> names =
                session.engine().formats().stream().map(format -> format.name()).toList();
        if (!names.contains(name.toLowerCase(Locale.ROOT))) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    copy.position(),
                    "there is no format '" + name + "'; there are: " + String.join(", ", names));
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private String formatOf(CopyFromStatement copy) {
        String path = copy.path().toLowerCase(Locale.ROOT);
        return session.engine().formats().stream()
                .filter(format -> format.extensions().stream().anyMatch(path::endsWith))
                .findFirst()
                .orElseThrow(() ->
                        new SabotException(
                                ErrorCode.INVALID_ARGUMENT,
                                copy.position(),
                                "the name '"
                                        + copy.path()
                                        + "' does not tell the format; add (FORMAT csv)"))
                .name();
    }
}
