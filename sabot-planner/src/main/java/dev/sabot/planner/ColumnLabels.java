package dev.sabot.planner;

import dev.sabot.error.SourcePosition;

import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What result columns without an alias are called: the text of their expression, where Calcite
/// says `EXPR$0`.
final class ColumnLabels {
    private static final String GENERATED = "EXPR$";

    private ColumnLabels() {}

    /// Returns the labels with generated names replaced, as far as the place of a column in the
    /// select list can be told: before the first and after the last `*`.
    ///
    /// @param query the query as parsed
    static List<String> of(SqlNode query, List<String> labels) {
        List<SqlNode> items = selectList(query);
        int firstStar = items.size();
        int lastStar = -1;
        for (int index = 0; index < items.size(); index++) {
            if (isStar(items.get(index))) {
                firstStar = Math.min(firstStar, index);
                lastStar = index;
            }
        }
        List<String> result = new ArrayList<>(labels.size());
        for (int column = 0; column < labels.size(); column++) {
            int fromEnd = items.size() - (labels.size() - column);
            int item = column < firstStar ? column : fromEnd > lastStar ? fromEnd : -1;
            boolean isGenerated = labels.get(column).startsWith(GENERATED);
            result.add(
                    isGenerated && item >= 0 && item < items.size()
                            ? text(items.get(item), labels.get(column))
                            : labels.get(column));
        }
        return result;
    }

    /// Returns the place of the item that gives a column, or null when it cannot be told.
    ///
    /// @param query a query as parsed, VALUES included
    static @Nullable SourcePosition position(@Nullable SqlNode query, int column) {
        List<SqlNode> items =
                query instanceof SqlBasicCall values && values.getKind() == SqlKind.VALUES
                        ? firstRow(values)
                        : query == null ? List.of() : selectList(query);
        if (column >= items.size()
                || items.subList(0, column + 1).stream().anyMatch(ColumnLabels::isStar)) {
            return null;
        }
        return ValidationErrors.position(items.get(column).getParserPosition());
    }

    private static List<SqlNode> firstRow(SqlBasicCall values) {
        return values.operand(0) instanceof SqlBasicCall row && row.getKind() == SqlKind.ROW
                ? row.getOperandList()
                : List.of(values.operand(0));
    }

    private static List<SqlNode> selectList(SqlNode query) {
        return switch (query) {
            case SqlSelect select -> select.getSelectList().getList();
            case SqlOrderBy order -> selectList(order.query);
            case SqlWith with -> selectList(with.body);
            case SqlBasicCall call when SqlKind.SET_QUERY.contains(call.getKind()) ->
                    selectList(call.operand(0));
            default -> List.of();
        };
    }

    private static boolean isStar(@Nullable SqlNode item) {
        return switch (item) {
            case SqlIdentifier identifier -> identifier.isStar();
            case SqlCall call -> call.getOperandList().stream().anyMatch(o -> isStarItem(call, o));
            case null, default -> false;
        };
    }

    private static boolean isStarItem(SqlCall call, @Nullable SqlNode operand) {
        boolean isCountStar = call.getKind() != SqlKind.AS && call.operandCount() == 1;
        return !isCountStar && operand instanceof SqlIdentifier identifier && identifier.isStar();
    }

    private static String text(SqlNode item, String generated) {
        if (item.getKind() == SqlKind.AS) {
            return generated;
        }
        String text =
                item.toSqlString(config ->
                                config.withQuoteAllIdentifiers(false)
                                        .withKeywordsLowerCase(true)
                                        .withAlwaysUseParentheses(false)
                                        .withLineFolding(
                                                org.apache.calcite.sql.SqlWriterConfig.LineFolding
                                                        .WIDE)
                                        .withSubQueryStyle(
                                                org.apache.calcite.sql.SqlWriter.SubQueryStyle
                                                        .HYDE))
                        .getSql();
        String line = text.replaceAll("\\s+", " ");
        return SqlKind.QUERY.contains(item.getKind()) ? "(" + line + ")" : line;
    }
}
