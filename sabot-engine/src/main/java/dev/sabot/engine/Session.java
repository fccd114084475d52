package dev.sabot.engine;

import dev.sabot.connector.StreamControl;
import dev.sabot.engine.catalog.Catalog;
import dev.sabot.engine.catalog.CatalogObject;
import dev.sabot.engine.catalog.ObjectName;
import dev.sabot.engine.catalog.Relation;
import dev.sabot.engine.catalog.RowFeed;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.sql.SqlParser;
import dev.sabot.sql.statement.Statement;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/// One client's conversation with an engine: settings, current schema, statements.
///
/// **Threads**: safe; statements may overlap, each planned after the other.
public final class Session implements AutoCloseable {
    private final Engine engine;
    private final SessionSettings settings;
    private final PlanningThread planning = new PlanningThread();
    private final StatementPlanner statements;
    private final QueryStarter starter;
    private volatile String schema = Catalog.DEFAULT_SCHEMA;
    private volatile boolean isClosed;

    Session(Engine engine, SessionSettings settings) {
        this.engine = engine;
        this.settings = settings;
        this.starter = new QueryStarter(engine::scheduler, engine.clock(), engine.running());
        this.statements = new StatementPlanner(this);
    }

    /// Starts one statement. Errors of planning are thrown here, those of running by the query.
    ///
    /// @param timeoutMillis when the statement ends with TIMEOUT; 0 takes the session's setting
    public Query execute(String sql, long timeoutMillis) {
        return execute(sql, timeoutMillis, _ -> {});
    }

    /// As [#execute(String, long)]; before planning starts, `canceller` is given what cancels the
    /// statement, planning included.
    public Query execute(String sql, long timeoutMillis, Consumer<Runnable> canceller) {
        checkOpen();
        StatementContext context = newContext(timeoutMillis);
        canceller.accept(context::cancel);
        return startIn(context, () -> planning.call(() -> plan(sql, context)), List.of());
    }

    /// Plans one statement with parameters.
    public PreparedStatement prepare(String sql) {
        return prepare(sql, 0, _ -> {});
    }

    /// As [#prepare(String)]; before planning starts, `canceller` is given what cancels it.
    ///
    /// @param timeoutMillis when planning ends with TIMEOUT; 0 takes the session's setting
    public PreparedStatement prepare(String sql, long timeoutMillis, Consumer<Runnable> canceller) {
        checkOpen();
        long version = catalogVersion();
        try (StatementContext context = newContext(timeoutMillis)) {
            canceller.accept(context::cancel);
            Work work = planning.call(() -> plan(sql, context));
            return new PreparedStatement(this, sql, work, version);
        }
    }

    /// Plans a statement in a context of its own.
    Work plan(String sql) {
        try (StatementContext context = newContext(0)) {
            return planning.call(() -> plan(sql, context));
        }
    }

    /// Opens a table of rows that come while one statement reads them; the caller closes it.
    public RowFeed openFeed(Schema columns) {
        checkOpen();
        return engine.systemTables().addFeed(columns);
    }

    private Work plan(String sql, StatementContext context) {
        Statement statement = SqlParser.parse(sql);
        return statements.plan(statement, context);
    }

    /// Starts planned work with values for its parameters.
    Query start(Work work, List<Literal> parameters, long timeoutMillis) {
        checkOpen();
        return startIn(newContext(timeoutMillis), () -> work, parameters);
    }

    private Query startIn(
            StatementContext context,
            java.util.function.Supplier<Work> planned,
            List<Literal> parameters) {
        boolean isStarted = false;
        try {
            Work work = planned.get();
            if (parameters.size() < work.parameters().size()) {
                throw new SabotException(
                        ErrorCode.WRONG_PARAMETER,
                        "the statement has "
                                + work.parameters().size()
                                + " parameters without values; prepare it and bind them");
            }
            context.bind(parameters);
            Query query = planning.call(() -> work.starter().start(context));
            isStarted = true;
            return query;
        } finally {
            if (!isStarted) {
                context.close();
            }
        }
    }

    /// Runs a plan on its own, past the statement and the session.
    Job startJob(String name, String sql, PhysicalPlan plan, List<Literal> parameters) {
        long id = engine.jobs().claimId();
        StatementContext context =
                new StatementContext(
                        engine.environment(),
                        settings.forStatement(schema, engine.deadLetters(), name));
        boolean isStarted = false;
        try {
            context.bind(parameters);
            Query query =
                    starter.start(
                            Query.Kind.COUNT,
                            plan,
                            QueryStarter.COUNT_SCHEMA,
                            context,
                            QueryStarter.Effects.NONE);
            isStarted = true;
            return engine.jobs().add(id, name, sql, query);
        } finally {
            if (!isStarted) {
                context.close();
            }
        }
    }

    /// Makes the context of a statement.
    /// Returns what steers an unbounded table that this process feeds.
    ///
    /// @param table a name in the session's schema
    ///
    /// **Errors**: UNKNOWN_TABLE; UNSUPPORTED when the table cannot be steered.
    public StreamControl streamControl(String table) {
        CatalogObject object = catalog().relation(new ObjectName(schema, table));
        if (!(object instanceof CatalogObject.TableObject known)) {
            throw new SabotException(ErrorCode.UNKNOWN_TABLE, "no table " + table);
        }
        try (StatementContext context = newContext(0)) {
            if (context.table(known.handle()) instanceof StreamControl control) {
                return control;
            }
        }
        throw new SabotException(
                ErrorCode.UNSUPPORTED,
                table + " is no unbounded table in memory ('unbounded' = 'true')");
    }

    StatementContext newContext(long timeoutMillis) {
        StatementContext context =
                new StatementContext(
                        engine.environment(),
                        settings.forStatement(schema, engine.deadLetters(), null));
        long timeout =
                timeoutMillis != 0
                        ? timeoutMillis
                        : Long.parseLong(settings.get(Setting.STATEMENT_TIMEOUT));
        context.cancellation().setTimeoutMillis(timeout);
        return context;
    }

    private void checkOpen() {
        if (isClosed) {
            throw new SabotException(
                    ErrorCode.CONNECTION_CLOSED, "the session is closed; open another");
        }
    }

    public SessionSettings settings() {
        return settings;
    }

    /// Lends the engine the session belongs to.
    public Engine engine() {
        return engine;
    }

    QueryStarter starter() {
        return starter;
    }

    long catalogVersion() {
        return engine.catalog().version();
    }

    /// Lends the catalog.
    public Catalog catalog() {
        return engine.catalog();
    }

    /// Returns the tables and views the session sees, by schema and name.
    public List<Relation> relations() {
        return Relation.of(engine.catalog(), engine.systemTables());
    }

    public String currentSchema() {
        return schema;
    }

    public String currentCatalog() {
        return Catalog.NAME;
    }

    /// Changes the schema unqualified names are looked up in; null returns to the first.
    ///
    /// **Errors**: UNKNOWN_SCHEMA.
    public void useSchema(@Nullable String name) {
        if (name != null && !engine.catalog().hasSchema(name)) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_SCHEMA,
                    "there is no schema '"
                            + name
                            + "'; there are: "
                            + String.join(", ", engine.catalog().schemaNames()));
        }
        schema = name == null ? Catalog.DEFAULT_SCHEMA : name;
    }

    /// Accepts the name of the only catalog.
    ///
    /// **Errors**: UNKNOWN_OBJECT.
    public void useCatalog(@Nullable String name) {
        if (name != null && !name.equalsIgnoreCase(Catalog.NAME)) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_OBJECT,
                    "there is no catalog '" + name + "'; the only one is " + Catalog.NAME);
        }
    }

    public boolean isOpen() {
        return !isClosed;
    }

    /// Ends the session; its queries must be closed before.
    @Override
    public void close() {
        isClosed = true;
        planning.close();
    }
}
