package dev.sabot.planner.physical;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.planner.expression.Casts;
import dev.sabot.planner.expression.Substitution;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import java.util.ArrayList;
import java.util.List;

/// Builds the projections that other operators need beside those of the query.
final class Projections {
    private Projections() {}

    /// Returns a reference to a column of a plan.
    static Expression column(PhysicalPlan input, int index) {
        return new ColumnReference(index, input.schema().type(index));
    }

    /// Returns references to all columns of a plan.
    static List<Expression> columns(PhysicalPlan input) {
        List<Expression> columns = new ArrayList<>(input.schema().size());
        for (int index = 0; index < input.schema().size(); index++) {
            columns.add(column(input, index));
        }
        return columns;
    }

    /// Computes expressions over a plan; a projection of all columns in order is the plan itself.
    static PhysicalPlan project(PhysicalPlan input, List<Expression> expressions, Schema schema) {
        if (expressions.equals(columns(input))) {
            return input;
        }
        if (input instanceof PhysicalPlan.Project below && isReferences(below.expressions())) {
            List<Expression> composed = new ArrayList<>(expressions.size());
            for (Expression expression : expressions) {
                composed.add(Substitution.apply(expression, below.expressions()));
            }
            return project(below.input(), composed, schema);
        }
        return new PhysicalPlan.Project(
                input, expressions, PlanProperties.bounded(schema, rows(input)));
    }

    private static boolean isReferences(List<Expression> expressions) {
        return expressions.stream().allMatch(ColumnReference.class::isInstance);
    }

    /// Returns the plan with its columns as types of another schema say.
    static PhysicalPlan cast(PhysicalPlan input, Schema schema) {
        List<Expression> expressions = new ArrayList<>(schema.size());
        for (int index = 0; index < schema.size(); index++) {
            expressions.add(Casts.cast(column(input, index), schema.type(index)));
        }
        return project(input, expressions, schema);
    }

    /// Returns the first columns of a plan.
    static PhysicalPlan keep(PhysicalPlan input, List<Integer> indexes) {
        List<Expression> expressions = new ArrayList<>(indexes.size());
        for (int index : indexes) {
            expressions.add(column(input, index));
        }
        return project(input, expressions, input.schema().project(indexes));
    }

    static double rows(PhysicalPlan plan) {
        return plan.properties().estimatedRows();
    }

    /// Collects expressions beside the columns of a plan, each once.
    static final class Extension {
        private final PhysicalPlan input;
        private final List<Expression> expressions;
        private final List<Field> fields;

        Extension(PhysicalPlan input) {
            this.input = input;
            this.expressions = new ArrayList<>(columns(input));
            this.fields = new ArrayList<>(input.schema().fields());
        }

        /// Returns the column that will hold an expression.
        int add(Expression expression) {
            if (expression instanceof ColumnReference reference) {
                return reference.column();
            }
            int known = expressions.indexOf(expression);
            if (known >= 0) {
                return known;
            }
            fields.add(Field.of("$" + expressions.size(), expression.type()));
            expressions.add(expression);
            return expressions.size() - 1;
        }

        PhysicalPlan input() {
            return input;
        }

        PhysicalPlan build() {
            return project(input, expressions, new Schema(fields));
        }
    }
}
