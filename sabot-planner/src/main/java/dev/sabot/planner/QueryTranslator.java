package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.planner.catalog.CatalogQuery;
import dev.sabot.planner.catalog.CatalogSchema;
import dev.sabot.planner.catalog.CatalogTable;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.planner.catalog.ViewTable;
import dev.sabot.planner.expression.SabotRexBuilder;
import dev.sabot.planner.function.SabotOperatorTable;
import dev.sabot.planner.type.SabotTypeFactory;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.planner.validate.SabotValidator;
import dev.sabot.sql.SabotConformance;
import dev.sabot.sql.SqlParser;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.type.DataType;

import org.apache.calcite.config.NullCollation;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// Checks queries and turns them into relational trees; one per statement.
///
/// Calcite's validator and converter are driven directly, without flattening ROW types: flattened
/// trees have wrong ordinals and cannot tell a null row from a row of nulls.
///
/// **Errors**: all of Calcite's become [SabotException] with code and position.
final class QueryTranslator implements ViewTable.Expander {
    /// IN lists become comparisons, never joins with VALUES. Nothing is simplified on the way: that
    /// is a phase of its own. Nor are projections merged: that would renumber the columns around a
    /// subquery, but not those its outer row is read by.
    private static final SqlToRelConverter.Config CONVERSION =
            SqlToRelConverter.config()
                    .withExpand(false)
                    .withTrimUnusedFields(false)
                    .withRemoveSortInSubQuery(true)
                    .withInSubQueryThreshold(Integer.MAX_VALUE)
                    .withRelBuilderConfigTransform(
                            config -> config.withSimplify(false).withBloat(-1));

    private static final SqlValidator.Config VALIDATION =
            SqlValidator.Config.DEFAULT
                    .withConformance(SabotConformance.INSTANCE)
                    .withDefaultNullCollation(NullCollation.LAST)
                    .withIdentifierExpansion(true)
                    .withTypeCoercionEnabled(true);

    private static final String OTHER_TYPES = "failed to preserve datatypes";

    /// No view nests deeper, so that a view that came to contain itself ends.
    private static final int MAX_VIEW_DEPTH = 32;

    private final CatalogView catalog;
    private final SabotOperatorTable operators;
    private final SabotTypeFactory typeFactory = new SabotTypeFactory();
    private final CatalogSchema schema;
    private final ValidationErrors errors;
    private final RelOptCluster cluster;
    private int viewDepth;
    private int numAddedTables;

    QueryTranslator(CatalogView catalog, SabotOperatorTable operators) {
        this.catalog = catalog;
        this.operators = operators;
        this.schema = new CatalogSchema(catalog, this);
        this.errors = new ValidationErrors(catalog, schema, operators);
        VolcanoPlanner planner = new VolcanoPlanner();
        planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
        this.cluster = RelOptCluster.create(planner, new SabotRexBuilder(typeFactory));
    }

    RelOptCluster cluster() {
        return cluster;
    }

    CatalogSchema schema() {
        return schema;
    }

    /// A query that was checked and converted.
    ///
    /// @param root the tree; its columns are those of the result, in order
    /// @param labels what the columns are called
    record Translation(
            RelNode root, List<String> labels, List<DataType> parameters, boolean isOrdered) {}

    /// Translates a query whose unqualified names belong to the current schema.
    Translation translate(SqlNode query) {
        return translate(query, catalog.currentSchema());
    }

    private Translation translate(SqlNode query, String currentSchema) {
        SqlNode rewritten = query.accept(new QueryPreparation(catalog, schema, operators));
        if (rewritten == null) {
            throw new IllegalStateException("a query vanished");
        }
        CalciteCatalogReader reader = schema.reader(currentSchema, typeFactory);
        SabotValidator validator = new SabotValidator(operators, reader, typeFactory, VALIDATION);
        return guarded(() -> convert(rewritten, reader, validator), rewritten);
    }

    private Translation convert(
            SqlNode query, CalciteCatalogReader reader, SabotValidator validator) {
        SqlNode validated = validator.validate(query);
        OperandTypes.check(validated, validator);
        SqlToRelConverter converter = new QueryConverter(validator, reader, cluster, CONVERSION);
        RelRoot root = root(converter, validated, validator);
        List<DataType> parameters = new ArrayList<>();
        for (RelDataTypeField field : validator.getParameterRowType(validated).getFieldList()) {
            parameters.add(TypeMapping.toDataType(field.getType()));
        }
        return new Translation(
                trimmed(root),
                root.fields.stream().map(java.util.Map.Entry::getValue).toList(),
                parameters,
                !root.collation.getFieldCollations().isEmpty());
    }

    /// The step of a recursive query may give another type for every type it reads, such as a wider
    /// decimal; that shows only in conversion.
    private static RelRoot root(
            SqlToRelConverter converter, SqlNode validated, SabotValidator validator) {
        try {
            return converter.convertQuery(validated, false, true);
        } catch (AssertionError e) {
            if (validator.hasRecursion() && String.valueOf(e.getMessage()).contains(OTHER_TYPES)) {
                throw new SabotException(
                        ErrorCode.TYPE_MISMATCH,
                        "the parts of a recursive query give different types; cast their columns"
                                + " to one",
                        e);
            }
            throw e;
        }
    }

    /// Drops the columns that were computed only to sort by them.
    private static RelNode trimmed(RelRoot root) {
        if (root.isRefTrivial()) {
            return root.rel;
        }
        List<RexNode> columns = new ArrayList<>();
        for (int index : root.fields.stream().map(java.util.Map.Entry::getKey).toList()) {
            columns.add(RexInputRef.of(index, root.rel.getRowType()));
        }
        return LogicalProject.create(
                root.rel,
                List.of(),
                columns,
                root.fields.stream().map(java.util.Map.Entry::getValue).toList(),
                java.util.Set.of());
    }

    /// Returns the value of an expression that reads no table, such as a column's default.
    RexNode constant(SqlNode expression) {
        SqlParserPos place = expression.getParserPosition();
        SqlNode row = SqlStdOperatorTable.ROW.createCall(place, expression);
        RelNode root = translate(SqlStdOperatorTable.VALUES.createCall(place, row)).root();
        return switch (root) {
            case Values values -> values.getTuples().getFirst().getFirst();
            case Project project -> project.getProjects().getFirst();
            default ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED, "a default must be an expression of constants");
        };
    }

    private <T> T guarded(Supplier<T> work, @Nullable SqlNode query) {
        try {
            return work.get();
        } catch (StackOverflowError e) {
            throw new SabotException(
                    ErrorCode.STATEMENT_TOO_COMPLEX,
                    "the statement is nested too deeply to be planned",
                    e);
        } catch (RuntimeException | AssertionError e) {
            throw errors.translate(e, query);
        }
    }

    @Override
    public RelNode expand(String name, CatalogQuery query) {
        if (viewDepth == MAX_VIEW_DEPTH) {
            throw new SabotException(
                    ErrorCode.STATEMENT_TOO_COMPLEX,
                    "views are nested deeper than " + MAX_VIEW_DEPTH + " at " + name);
        }
        viewDepth++;
        try {
            Translation translation =
                    translate(
                            ((QueryStatement) SqlParser.parse(query.sql())).query(),
                            query.schema());
            List<String> names = query.columns().isEmpty() ? translation.labels() : query.columns();
            return renamed(translation.root(), names);
        } catch (SabotException e) {
            throw new SabotException(e.code(), "in the view " + name + ": " + e.getMessage(), e);
        } finally {
            viewDepth--;
        }
    }

    /// Returns the type a column declaration names.
    DataType columnType(SqlDataTypeSpec declared) {
        DeclaredTypes.check(declared);
        CalciteCatalogReader reader = schema.reader(catalog.currentSchema(), typeFactory);
        SqlValidator validator = new SabotValidator(operators, reader, typeFactory, VALIDATION);
        return guarded(() -> TypeMapping.toDataType(declared.deriveType(validator)), null);
    }

    /// Makes a table known under a name of its own, and returns that.
    String addTable(String name, CatalogTable table) {
        numAddedTables++;
        String unique = name + "#" + numAddedTables;
        schema.addFiles(unique, table);
        return unique;
    }

    @Override
    public RelNode expand(String name, CatalogTable table) {
        try {
            return new TableExpansion(this)
                    .expand(name, table, Objects.requireNonNull(table.declaration()));
        } catch (SabotException e) {
            throw new SabotException(e.code(), "in the table " + name + ": " + e.getMessage(), e);
        }
    }

    private static RelNode renamed(RelNode node, List<String> names) {
        if (names.size() != node.getRowType().getFieldCount()) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    "it names "
                            + names.size()
                            + " columns, its query gives "
                            + node.getRowType().getFieldCount());
        }
        List<RexNode> columns = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            columns.add(RexInputRef.of(index, node.getRowType()));
        }
        RelNode project =
                LogicalProject.create(node, List.of(), columns, names, java.util.Set.of());
        return RelOptUtil.areRowTypesEqual(project.getRowType(), node.getRowType(), true)
                        && node instanceof Project
                ? node
                : project;
    }
}
