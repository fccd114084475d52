package dev.sabot.planner;

import dev.sabot.connector.Boundedness;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStatistics;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.planner.catalog.CatalogTable;
import dev.sabot.planner.catalog.ColumnScan;
import dev.sabot.planner.catalog.Declaration;
import dev.sabot.planner.catalog.Declaration.Origin;
import dev.sabot.planner.logical.WatermarkAssign;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.sql.SqlParser;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.sql.syntax.FileTables;
import dev.sabot.type.Field;
import dev.sabot.type.TypeKind;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Builds the tree of a table whose declaration computes columns or says what time rows have: a
/// projection of the scan, and above it where time comes from.
final class TableExpansion {
    private final QueryTranslator translator;

    TableExpansion(QueryTranslator translator) {
        this.translator = translator;
    }

    /// A column to compute, or only to rename and convert.
    ///
    /// @param type what the value is converted to; null keeps its own
    record Item(String name, SqlNode value, @Nullable RelDataType type) {}

    /// Returns the tree of a declared table.
    RelNode expand(String name, CatalogTable table, Declaration declaration) {
        List<Item> items = new ArrayList<>();
        for (Declaration.Column column : declaration.columns()) {
            items.add(item(column, declaration));
        }
        RelNode rows = project(name, scanned(table, declaration), items);
        Declaration.EventTime time = declaration.eventTime();
        if (time == null || table.boundedness() == Boundedness.BOUNDED) {
            return rows;
        }
        RexNode watermark = over(rows, expression(time.text()));
        return WatermarkAssign.create(rows, time.column(), asTime(watermark, rows, time.column()));
    }

    private Item item(Declaration.Column column, Declaration declaration) {
        Field field = column.field();
        return switch (column.origin()) {
            case Origin.Stored stored ->
                    new Item(
                            field.name(),
                            named(declaration.scanned().field(stored.column())),
                            null);
            case Origin.Metadata metadata ->
                    new Item(
                            field.name(),
                            named(declaration.scanned().field(metadata.column())),
                            TypeMapping.toRelType(
                                    translator.cluster().getTypeFactory(), field.type(), true));
            case Origin.Computed computed ->
                    new Item(field.name(), expression(computed.text()), null);
        };
    }

    private static SqlNode named(Field field) {
        return new SqlIdentifier(field.name(), SqlParserPos.ZERO);
    }

    private static SqlNode expression(String text) {
        QueryStatement query = (QueryStatement) SqlParser.parse("SELECT " + text);
        return ((SqlSelect) query.query()).getSelectList().get(0);
    }

    private static CatalogTable scanned(CatalogTable table, Declaration declaration) {
        return new CatalogTable(
                table.handle(),
                declaration.scanned(),
                table.statistics(),
                table.boundedness(),
                false,
                table.constraints(),
                null);
    }

    /// Computes columns of each row of a table.
    ///
    /// **Errors**: UNSUPPORTED for what cannot be computed of one row.
    RelNode project(String name, CatalogTable scanned, List<Item> items) {
        String table = translator.addTable(name, scanned);
        List<SqlNode> columns = new ArrayList<>();
        for (Item item : items) {
            SqlParserPos place = item.value.getParserPosition();
            SqlNode value =
                    item.type == null
                            ? item.value
                            : SqlStdOperatorTable.CAST.createCall(
                                    place, item.value, SqlTypeUtil.convertTypeToSpec(item.type));
            columns.add(
                    SqlStdOperatorTable.AS.createCall(
                            place, value, new SqlIdentifier(item.name, place)));
        }
        SqlNode from = FileTables.identifier(table, SqlParserPos.ZERO);
        RelNode rows = translator.translate(select(columns, from)).root();
        checkRowWise(rows);
        return rows;
    }

    /// Returns an expression over the columns of a tree of [#project].
    RexNode over(RelNode rows, SqlNode expression) {
        CatalogTable columns =
                CatalogTable.of(
                        new TableHandle("", List.of(), Map.of(), null),
                        TypeMapping.toSchema(rows.getRowType()),
                        TableStatistics.UNKNOWN);
        SqlNode from = FileTables.identifier(translator.addTable("", columns), SqlParserPos.ZERO);
        RelNode computed = translator.translate(select(List.of(expression), from)).root();
        checkRowWise(computed);
        return computed instanceof Project project
                ? project.getProjects().getFirst()
                : RexInputRef.of(0, computed.getRowType());
    }

    /// Returns a watermark as the type of the column of event time.
    ///
    /// **Errors**: TYPE_MISMATCH.
    RexNode asTime(RexNode watermark, RelNode rows, int column) {
        RelDataType type = rows.getRowType().getFieldList().get(column).getType();
        TypeKind kind = TypeMapping.toDataType(type).kind();
        if (kind != TypeKind.TIMESTAMP && kind != TypeKind.TIMESTAMP_TZ) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    "the column of event time is a TIMESTAMP; '"
                            + rows.getRowType().getFieldNames().get(column)
                            + "' is "
                            + TypeMapping.toDataType(type));
        }
        if (TypeMapping.toDataType(watermark.getType()).kind() != kind) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    "the watermark is a time such as "
                            + rows.getRowType().getFieldNames().get(column)
                            + " - INTERVAL '5' SECOND; this expression is "
                            + TypeMapping.toDataType(watermark.getType()));
        }
        return translator.cluster().getRexBuilder().ensureType(type, watermark, true);
    }

    private static SqlSelect select(List<SqlNode> columns, SqlNode from) {
        return new SqlSelect(
                SqlParserPos.ZERO,
                null,
                new SqlNodeList(columns, SqlParserPos.ZERO),
                from,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static void checkRowWise(RelNode rows) {
        boolean isRowWise =
                rows instanceof Project project
                        && project.getInput().getInputs().isEmpty()
                        && project.getProjects().stream().noneMatch(TableExpansion::isOfOthers);
        if (!isRowWise && !(rows instanceof ColumnScan)) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    "what a table declares is computed of the columns of one row; it takes no"
                            + " sub-query, aggregate or OVER");
        }
    }

    private static boolean isOfOthers(RexNode expression) {
        boolean[] found = {RexOver.containsOver(expression)};
        expression.accept(
                new RexVisitorImpl<@Nullable Void>(true) {
                    @Override
                    public @Nullable Void visitSubQuery(RexSubQuery query) {
                        found[0] = true;
                        return null;
                    }
                });
        return found[0] || RexUtil.containsCorrelation(expression);
    }
}
