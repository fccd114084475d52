package dev.sabot.engine;

import dev.sabot.engine.QueryStarter.Effects;
import dev.sabot.engine.catalog.SystemTables;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.planner.PlannedQuery;
import dev.sabot.sql.statement.AnalyzeStatement;
import dev.sabot.sql.statement.CancelJobStatement;
import dev.sabot.sql.statement.CopyFromStatement;
import dev.sabot.sql.statement.CopyToStatement;
import dev.sabot.sql.statement.CreateIndexStatement;
import dev.sabot.sql.statement.CreateSchemaStatement;
import dev.sabot.sql.statement.CreateTableStatement;
import dev.sabot.sql.statement.CreateViewStatement;
import dev.sabot.sql.statement.DeleteStatement;
import dev.sabot.sql.statement.DescribeStatement;
import dev.sabot.sql.statement.DropStatement;
import dev.sabot.sql.statement.ExplainStatement;
import dev.sabot.sql.statement.Identifier;
import dev.sabot.sql.statement.InsertStatement;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.sql.statement.ResetStatement;
import dev.sabot.sql.statement.SetStatement;
import dev.sabot.sql.statement.ShowCreateStatement;
import dev.sabot.sql.statement.ShowSettingStatement;
import dev.sabot.sql.statement.ShowStatement;
import dev.sabot.sql.statement.Statement;
import dev.sabot.sql.statement.TransactionStatement;
import dev.sabot.sql.statement.TruncateStatement;
import dev.sabot.sql.statement.UpdateStatement;
import dev.sabot.sql.statement.UseStatement;
import dev.sabot.type.Schema;

import java.util.List;
import java.util.function.Supplier;

/// Turns each kind of statement into work: the one place that knows all of them.
final class StatementPlanner {
    private final Session session;
    private final QueryPlanning queries;
    private final DefinitionStatements definitions;
    private final ShowStatements shows;
    private final CopyStatements copies;
    private final ExplainStatements explains;
    private final Names names;

    StatementPlanner(Session session) {
        this.session = session;
        this.names = new Names(session);
        this.queries = new QueryPlanning(session);
        this.definitions = new DefinitionStatements(session, names, queries);
        this.shows = new ShowStatements(session, names);
        this.copies = new CopyStatements(session, queries, names);
        this.explains = new ExplainStatements(session, queries);
    }

    /// Plans a statement.
    ///
    /// @param context the one it is planned in; it runs in this or in another
    Work plan(Statement statement, StatementContext context) {
        return switch (statement) {
            case QueryStatement query -> query(queries.plan(query, context));
            case InsertStatement insert -> write(queries.plan(insert, context), insert);
            case UpdateStatement update -> write(queries.plan(update, context), update);
            case DeleteStatement delete -> write(queries.plan(delete, context), delete);
            case ExplainStatement explain -> explains.plan(explain, context);
            case CopyToStatement copy -> copies.to(copy, context);
            case CopyFromStatement copy -> copies.from(copy, context);
            case CreateTableStatement create -> definitions.createTable(create, context);
            case CreateViewStatement create -> definitions.createView(create, context);
            case CreateSchemaStatement create -> definitions.createSchema(create);
            case CreateIndexStatement create -> definitions.createIndex(create);
            case DropStatement drop -> definitions.drop(drop);
            case TruncateStatement truncate -> definitions.truncate(truncate);
            case ShowStatement show -> answer(() -> shows.show(show), shows.show(show).schema());
            case ShowCreateStatement show ->
                    answer(() -> shows.showCreate(show), SystemTables.text("statement"));
            case ShowSettingStatement show -> showSetting(show);
            case DescribeStatement describe -> describe(describe, context);
            case CancelJobStatement cancel ->
                    action(() -> {
                        session.engine().jobs().named(cancel.job()).cancel();
                        return List.of();
                    });
            case SetStatement set -> set(set);
            case ResetStatement reset -> reset(reset);
            case UseStatement use ->
                    action(() -> {
                        session.useSchema(names.schema(use.schema()));
                        return List.of();
                    });
            case AnalyzeStatement analyze -> analyze(analyze);
            case TransactionStatement transaction ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED,
                            transaction.position(),
                            "transactions of several statements are not supported; each statement"
                                    + " is its own transaction");
        };
    }

    /// Returns work that gives the rows of a plan.
    Work query(PlannedQuery planned) {
        Schema output = planned.output();
        return new Work(
                Query.Kind.ROWS,
                output,
                planned.parameterTypes(),
                context ->
                        session.starter()
                                .start(
                                        Query.Kind.ROWS,
                                        planned.plan(),
                                        output,
                                        context,
                                        Effects.NONE));
    }

    private Work write(PlannedQuery planned, Statement statement) {
        if (planned.isUnbounded()) {
            return job(planned, (InsertStatement) statement);
        }
        PhysicalPlan plan = planned.plan();
        return new Work(
                Query.Kind.COUNT,
                QueryStarter.COUNT_SCHEMA,
                planned.parameterTypes(),
                context ->
                        session.starter()
                                .start(
                                        Query.Kind.COUNT,
                                        plan,
                                        QueryStarter.COUNT_SCHEMA,
                                        context,
                                        Effects.NONE));
    }

    /// Returns work that starts a job and ends at once, having written nothing.
    private Work job(PlannedQuery planned, InsertStatement insert) {
        return new Work(
                Query.Kind.COUNT,
                QueryStarter.COUNT_SCHEMA,
                planned.parameterTypes(),
                context -> {
                    Job job =
                            session.startJob(
                                    insert.target().simpleName(),
                                    insert.text().sql(),
                                    planned.plan(),
                                    context.parameters());
                    String notice =
                            "job "
                                    + job.id()
                                    + " ('"
                                    + job.name()
                                    + "') is running; SHOW JOBS lists jobs, CANCEL JOB "
                                    + job.id()
                                    + " ends it";
                    return session.starter().count(0, context, List.of(notice));
                });
    }

    private Work answer(Supplier<ShowStatements.Answer> answer, Schema schema) {
        return new Work(
                Query.Kind.ROWS,
                schema,
                List.of(),
                context -> {
                    ShowStatements.Answer given = answer.get();
                    return session.starter()
                            .rows(given.schema(), given.rows(), context, Effects.NONE);
                });
    }

    /// Returns work that does something at once and gives the count 0.
    ///
    /// @param action returns notices
    private Work action(Supplier<List<String>> action) {
        return definitions.action(action);
    }

    private Work showSetting(ShowSettingStatement show) {
        Setting setting = named(show.key());
        return answer(
                () ->
                        new ShowStatements.Answer(
                                SystemTables.text(setting.key()),
                                List.of(List.of(session.settings().get(setting)))),
                SystemTables.text(setting.key()));
    }

    private static Setting named(Identifier key) {
        try {
            return Setting.named(key.name());
        } catch (SabotException e) {
            throw e.withPosition(key.position());
        }
    }

    private Work describe(DescribeStatement describe, StatementContext context) {
        ShowStatements.Answer answer =
                switch (describe.subject()) {
                    case DescribeStatement.TableSubject table ->
                            shows.describe(names.relation(table.name()));
                    case DescribeStatement.JobSubject job -> shows.describe(job.job());
                    case DescribeStatement.QuerySubject query ->
                            shows.describe(
                                    queries.plan(
                                                    new QueryStatement(
                                                            describe.text(), query.query()),
                                                    context)
                                            .output());
                };
        return answer(() -> answer, answer.schema());
    }

    private Work set(SetStatement set) {
        Setting setting = named(set.key());
        return action(() -> {
            try {
                session.settings().set(setting, set.value());
            } catch (SabotException e) {
                throw e.withPosition(set.key().position());
            }
            return List.of();
        });
    }

    private Work reset(ResetStatement reset) {
        return action(() -> {
            Identifier key = reset.key();
            if (key != null) {
                session.settings().reset(named(key));
            } else {
                for (Setting setting : Setting.values()) {
                    session.settings().reset(setting);
                }
            }
            return List.of();
        });
    }

    /// Statistics come from the tables themselves when a statement is planned; ANALYZE checks the
    /// name and says so.
    private Work analyze(AnalyzeStatement analyze) {
        if (analyze.table() != null) {
            names.relation(analyze.table());
        }
        return action(() ->
                List.of(
                        "statistics are read from table and file metadata with every"
                                + " statement; there is nothing to collect"));
    }
}
