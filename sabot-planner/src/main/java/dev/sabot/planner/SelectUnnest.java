package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Gives `SELECT x, unnest(a) FROM t` its meaning: one row per element, made after everything else
/// of the query but DISTINCT and ORDER BY.
///
/// ```
/// SELECT s.c0, u.element FROM (SELECT x AS c0, a AS c1 FROM t) AS s, UNNEST(s.c1) AS u (element)
/// ```
final class SelectUnnest {
    private static final String ROWS = "$rows";
    private static final String ELEMENTS = "$elements";
    private static final String ELEMENT = "element";

    private final SqlSelect select;
    private final SqlParserPos place;
    private final List<SqlNode> inner = new ArrayList<>();
    private @Nullable SqlCall unnest;
    private @Nullable SqlIdentifier array;

    private SelectUnnest(SqlSelect select) {
        this.select = select;
        this.place = select.getParserPosition();
    }

    /// Returns a query without UNNEST in its select list.
    ///
    /// **Errors**: UNSUPPORTED for two arrays, and for `*` beside UNNEST.
    static SqlNode meaning(SqlSelect select) {
        boolean hasUnnest = select.getSelectList().stream().anyMatch(SelectUnnest::contains);
        return hasUnnest ? new SelectUnnest(select).rewritten() : select;
    }

    private static boolean contains(@Nullable SqlNode node) {
        if (node == null || SqlKind.QUERY.contains(node.getKind())) {
            return false;
        }
        if (node.getKind() == SqlKind.UNNEST) {
            return true;
        }
        return switch (node) {
            case SqlCall call -> call.getOperandList().stream().anyMatch(SelectUnnest::contains);
            case SqlNodeList list -> list.stream().anyMatch(SelectUnnest::contains);
            default -> false;
        };
    }

    private SqlNode rewritten() {
        List<SqlNode> outer = new ArrayList<>();
        for (SqlNode item : select.getSelectList()) {
            boolean isNamed = item.getKind() == SqlKind.AS;
            SqlNode value = isNamed ? ((SqlCall) item).operand(0) : item;
            outer.add(as(outer(value), label(item, value, outer.size())));
        }
        SqlNode rows =
                new SqlSelect(
                        place,
                        null,
                        new SqlNodeList(inner, place),
                        select.getFrom(),
                        select.getWhere(),
                        select.getGroup(),
                        select.getHaving(),
                        select.getWindowList(),
                        select.getQualify(),
                        null,
                        null,
                        null,
                        null);
        return new SqlSelect(
                place,
                select.isDistinct()
                        ? new SqlNodeList(
                                List.of(
                                        org.apache.calcite.sql.SqlSelectKeyword.DISTINCT.symbol(
                                                place)),
                                place)
                        : null,
                new SqlNodeList(outer, place),
                join(as(rows, ROWS)),
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

    private SqlJoin join(SqlNode rows) {
        SqlNode elements =
                SqlStdOperatorTable.AS.createCall(
                        place,
                        SqlStdOperatorTable.UNNEST.createCall(place, array),
                        name(ELEMENTS),
                        name(ELEMENT));
        return new SqlJoin(
                place,
                rows,
                SqlLiteral.createBoolean(false, place),
                JoinType.COMMA.symbol(place),
                elements,
                JoinConditionType.NONE.symbol(place),
                null);
    }

    private String label(SqlNode item, SqlNode value, int index) {
        if (item.getKind() == SqlKind.AS) {
            return ((SqlCall) item).<SqlIdentifier>operand(1).getSimple();
        }
        if (value instanceof SqlIdentifier identifier && identifier.isStar()) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    ValidationErrors.position(item.getParserPosition()),
                    "* beside unnest is not supported; write FROM t, UNNEST(t.a) AS u (x)");
        }
        return value instanceof SqlIdentifier identifier
                ? identifier.names.get(identifier.names.size() - 1)
                : "EXPR$" + index;
    }

    /// Returns an expression over the inner rows and the element.
    private SqlNode outer(SqlNode value) {
        if (value instanceof SqlLiteral) {
            return value;
        }
        if (!contains(value)) {
            return exported(value);
        }
        SqlCall call = (SqlCall) value;
        if (call.getKind() == SqlKind.UNNEST) {
            return element(call);
        }
        List<SqlNode> operands = new ArrayList<>();
        for (SqlNode operand : call.getOperandList()) {
            operands.add(operand == null || !isExpression(operand) ? operand : outer(operand));
        }
        return call instanceof SqlBasicCall
                ? call.getOperator().createCall(call.getParserPosition(), operands)
                : refused(call, "unnest inside CASE");
    }

    private static boolean isExpression(SqlNode node) {
        return node instanceof SqlCall || node instanceof SqlIdentifier;
    }

    private SqlNode element(SqlCall call) {
        SqlCall known = unnest;
        if (known == null) {
            if (contains(call.operand(0))) {
                return refused(call, "unnest inside unnest");
            }
            unnest = call;
            array = exported(call.operand(0));
        } else if (!known.equalsDeep(call, Litmus.IGNORE)) {
            return refused(call, "unnest of two arrays in one select list");
        }
        return new SqlIdentifier(List.of(ELEMENTS, ELEMENT), call.getParserPosition());
    }

    private static SqlNode refused(SqlNode node, String what) {
        throw new SabotException(
                ErrorCode.UNSUPPORTED,
                ValidationErrors.position(node.getParserPosition()),
                what + " is not supported; write FROM t, UNNEST(t.a) AS u (x)");
    }

    private SqlIdentifier exported(SqlNode value) {
        String column = "c" + inner.size();
        inner.add(as(value, column));
        return new SqlIdentifier(List.of(ROWS, column), value.getParserPosition());
    }

    private SqlNode as(SqlNode value, String name) {
        return SqlStdOperatorTable.AS.createCall(value.getParserPosition(), value, name(name));
    }

    private SqlIdentifier name(String name) {
        return new SqlIdentifier(name, place);
    }
}
