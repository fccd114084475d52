package dev.sabot.sql.syntax;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.apache.calcite.sql.parser.SqlParserUtil.ToTreeListItem;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Makes the tree of an expression from its flat list of operands and operators.
///
/// Calcite's own algorithm takes cubic time in the number of LIKE and BETWEEN and leans every chain
/// to the left. So the list is cut at OR, then at AND, which bind loosest; Calcite arranges each
/// piece, and the pieces are joined again: from the left when they are few, balanced when they are
/// many, so that a filter of thousands of terms needs no deep stack anywhere.
public final class ExpressionTrees {
    /// Up to here a chain leans to the left, as one reads it.
    private static final int FEW = 16;

    private static final Set<SqlKind> ESCAPABLE =
            Set.of(SqlKind.LIKE, SqlKind.SIMILAR, SqlKind.RLIKE);

    private ExpressionTrees() {}

    /// Returns the tree of a list that alternates between operands and operators.
    public static SqlNode toTree(List<Object> items) {
        return split(items, SqlStdOperatorTable.OR);
    }

    /// Refuses an ESCAPE at the end of a list that no LIKE stands before.
    public static void checkEscape(List<Object> items, SqlParserPos position) {
        for (Object item : items.reversed()) {
            if (item instanceof ToTreeListItem operator) {
                SqlKind kind = operator.getOperator().getKind();
                if (ESCAPABLE.contains(kind)) {
                    return;
                }
                if (kind == SqlKind.AND || kind == SqlKind.OR || kind == SqlKind.ESCAPE) {
                    break;
                }
            }
        }
        throw Refusal.at(position, "ESCAPE may stand only after LIKE, ILIKE or SIMILAR TO");
    }

    private static SqlNode split(List<Object> items, SqlBinaryOperator operator) {
        List<SqlNode> terms = new ArrayList<>();
        List<SqlParserPos> positions = new ArrayList<>();
        int start = 0;
        int betweens = 0;
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof ToTreeListItem item)) {
                continue;
            }
            if (item.getOperator().getKind() == SqlKind.BETWEEN) {
                betweens++;
            } else if (betweens > 0 && item.getOperator().getKind() == SqlKind.AND) {
                betweens--;
            } else if (item.getOperator().getKind() == operator.getKind() && betweens == 0) {
                terms.add(term(items.subList(start, i), operator));
                positions.add(item.getPos());
                start = i + 1;
            }
        }
        if (start == 0) {
            return term(items, operator);
        }
        terms.add(term(items.subList(start, items.size()), operator));
        return terms.size() <= FEW
                ? leaning(terms, positions, operator)
                : balanced(terms, positions, operator);
    }

    private static SqlNode term(List<Object> items, SqlBinaryOperator operator) {
        return operator.getKind() == SqlKind.OR
                ? split(items, SqlStdOperatorTable.AND)
                : Objects.requireNonNull(SqlParserUtil.toTree(new ArrayList<>(items)));
    }

    private static SqlNode leaning(
            List<SqlNode> terms, List<SqlParserPos> positions, SqlBinaryOperator operator) {
        SqlNode tree = terms.getFirst();
        for (int i = 1; i < terms.size(); i++) {
            tree = join(tree, positions.get(i - 1), terms.get(i), operator);
        }
        return tree;
    }

    private static SqlNode balanced(
            List<SqlNode> terms, List<SqlParserPos> positions, SqlBinaryOperator operator) {
        int size = terms.size();
        if (size == 1) {
            return terms.getFirst();
        }
        int middle = (size + 1) / 2;
        return join(
                balanced(terms.subList(0, middle), positions.subList(0, middle - 1), operator),
                positions.get(middle - 1),
                balanced(
                        terms.subList(middle, size),
                        positions.subList(middle, positions.size()),
                        operator),
                operator);
    }

    private static SqlNode join(
            SqlNode left, SqlParserPos position, SqlNode right, SqlBinaryOperator operator) {
        return operator.createCall(position.plusAll(List.of(left, right)), left, right);
    }
}
