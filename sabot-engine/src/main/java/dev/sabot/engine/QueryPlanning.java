package dev.sabot.engine;

import dev.sabot.connector.Table;
import dev.sabot.engine.catalog.SessionCatalog;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.expression.ExpressionCompiler;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.planner.PlannedQuery;
import dev.sabot.planner.Planner;
import dev.sabot.planner.PlannerSettings;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.planner.catalog.Declaration;
import dev.sabot.sql.SqlParser;
import dev.sabot.sql.statement.Statement;
import dev.sabot.sql.statement.TableColumn;
import dev.sabot.sql.statement.TableDefinition;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Plans the statements of a session that read or write rows.
final class QueryPlanning {
    private final Session session;

    QueryPlanning(Session session) {
        this.session = session;
    }

    private Planner planner(StatementContext context) {
        return new Planner(
                session.engine().functions(),
                expression -> fold(expression, context),
                session.engine().clock()::monotonicNanos);
    }

    /// Folds a constant; one whose evaluation fails is left to fail when a row reaches it.
    private @Nullable Literal fold(Expression expression, StatementContext context) {
        try {
            return ExpressionCompiler.evaluateConstant(
                    expression, session.engine().functions(), context);
        } catch (SabotException _) {
            return null;
        }
    }

    private CatalogView catalog(StatementContext context) {
        return new SessionCatalog(
                session.catalog(),
                session.engine().systemTables(),
                session.currentSchema(),
                context);
    }

    private PlannerSettings settings() {
        String disabled = session.settings().get(Setting.DISABLED_RULES);
        Set<String> names =
                Arrays.stream(disabled.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet());
        return new PlannerSettings(names, session.settings().isOn(Setting.ALLOW_UNBOUNDED_STATE));
    }

    /// Plans a query, INSERT, UPDATE or DELETE.
    PlannedQuery plan(Statement statement, StatementContext context) {
        return planner(context).plan(statement, catalog(context), settings());
    }

    /// Plans a statement the engine has composed itself.
    PlannedQuery planText(String sql, StatementContext context) {
        return plan(SqlParser.parse(sql), context);
    }

    /// Plans a statement the engine has composed itself over the files of a COPY.
    PlannedQuery planFrom(String sql, CopySource source, StatementContext context) {
        return planner(context)
                .plan(SqlParser.parse(sql), source.over(catalog(context)), settings());
    }

    /// Returns what reads column declarations.
    Columns in(StatementContext context) {
        return new Columns(planner(context), catalog(context), context);
    }

    /// Reads column declarations.
    record Columns(Planner planner, CatalogView catalog, StatementContext context) {
        DataType columnType(TableColumn.Stored column) {
            return planner.columnType(column.type(), catalog);
        }

        @Nullable Declaration declaration(TableDefinition written, Table table) {
            return planner.declare(written, table.schema(), table.metadata(), catalog);
        }

        @Nullable Declaration declaration(TableDefinition written, Schema stored) {
            return planner.declare(written, stored, Schema.EMPTY, catalog);
        }

        /// Refuses a default that its column cannot take.
        ///
        /// **Errors**: what the planner finds; INVALID_CAST or OVERFLOW when its value is none of
        /// the column's type.
        void checkDefault(TableColumn.Stored column, DataType type) {
            Expression expression = planner.defaultValue(column, type, catalog);
            if (expression == null) {
                return;
            }
            try {
                ExpressionCompiler.evaluateConstant(expression, context.functions(), context);
            } catch (SabotException e) {
                boolean isNoValue =
                        e.code() == ErrorCode.INVALID_CAST || e.code() == ErrorCode.OVERFLOW;
                if (isNoValue) {
                    throw e.withPosition(planner.defaultPosition(column));
                }
                // any other failure is left to the row that needs the default
            }
        }

        @Nullable String defaultText(TableColumn.Stored column) {
            return planner.defaultText(column);
        }
    }
}
