package dev.sabot.planner;

import dev.sabot.planner.expression.ConstantEvaluator;
import dev.sabot.sql.SqlParser;
import dev.sabot.sql.statement.Statement;

import java.util.Set;

/// Plans SQL texts for tests.
final class Plans {
    private static final Planner PLANNER =
            new Planner(TestFunctions.REGISTRY, ConstantEvaluator.NONE, System::nanoTime);

    private Plans() {}

    static PlannedQuery plan(String sql) {
        return plan(sql, new TestCatalog(), Set.of());
    }

    static PlannedQuery plan(Statement statement) {
        return PLANNER.plan(statement, new TestCatalog(), PlannerSettings.DEFAULT);
    }

    static PlannedQuery plan(String sql, TestCatalog catalog, Set<String> disabled) {
        return PLANNER.plan(SqlParser.parse(sql), catalog, new PlannerSettings(disabled, false));
    }
}
