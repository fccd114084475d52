package dev.sabot.planner;

import dev.sabot.planner.function.SabotOperatorTable;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Lets a query that groups refer to the row of a query around it: `SELECT t.k + max(q) FROM u`
/// within a query over `t`. Calcite takes `t.k` for a column that should be grouped; as the query
/// `(SELECT t.k)` it is accepted, and planning makes it the plain expression again.
///
/// Known by its table only: a column written without one is taken for one of the query itself.
final class GroupedOuterRows {
    private final SabotOperatorTable operators;

    /// The names of the tables of the queries around, the innermost first.
    private final Deque<Set<String>> tables = new ArrayDeque<>();

    GroupedOuterRows(SabotOperatorTable operators) {
        this.operators = operators;
    }

    /// Goes into a query.
    void enter(SqlSelect select) {
        Set<String> names = new HashSet<>();
        addTables(select.getFrom(), names);
        tables.push(names);
    }

    private static void addTables(@Nullable SqlNode from, Set<String> names) {
        if (from instanceof SqlJoin join) {
            addTables(join.getLeft(), names);
            addTables(join.getRight(), names);
        } else if (from != null) {
            String alias = SqlValidatorUtil.alias(from);
            if (alias != null) {
                names.add(key(alias));
            }
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// Goes out of a query, whose copy may be changed.
    void leave(SqlSelect copy) {
        Set<String> own = tables.pop();
        if (tables.isEmpty() || !isGrouped(copy)) {
            return;
        }
        Scope scope = new Scope(own, keys(copy.getGroup()));
        wrapAll(copy.getSelectList(), scope);
        if (copy.getHaving() != null) {
            copy.setHaving(wrapped(copy.getHaving(), scope));
        }
    }

    /// A query that groups.
    ///
    /// @param tables those of its FROM
    /// @param keys what it groups by
    private record Scope(Set<String> tables, List<SqlNode> keys) {
        boolean isKey(SqlNode node) {
            return keys.stream().anyMatch(key -> key.equalsDeep(node, Litmus.IGNORE));
        }
    }

    /// Returns the keys of all grouping sets.
    private static List<SqlNode> keys(@Nullable SqlNodeList group) {
        List<SqlNode> keys = new ArrayList<>();
        if (group != null) {
            group.forEach(key -> addKeys(key, keys));
        }
        return keys;
    }

    private static void addKeys(SqlNode key, List<SqlNode> keys) {
        switch (key.getKind()) {
            case ROLLUP, CUBE, GROUPING_SETS, ROW ->
                    ((SqlCall) key).getOperandList().forEach(inner -> addKeys(inner, keys));
            default -> keys.add(key);
        }
    }

    private boolean isGrouped(SqlSelect select) {
        return select.getGroup() != null
                || select.getHaving() != null
                || select.getSelectList().stream().anyMatch(this::hasAggregate);
    }

    private boolean hasAggregate(@Nullable SqlNode node) {
        return switch (node) {
            case SqlNodeList list -> list.stream().anyMatch(this::hasAggregate);
            case SqlCall call when !SqlKind.QUERY.contains(call.getKind()) ->
                    call.getKind() != SqlKind.OVER
                            && (isAggregate(call)
                                    || call.getOperandList().stream().anyMatch(this::hasAggregate));
            case null, default -> false;
        };
    }

    private boolean isAggregate(SqlCall call) {
        return call.getOperator().isAggregator()
                || operators.isAggregate(call.getOperator().getName());
    }

    private void wrapAll(SqlNodeList list, Scope scope) {
        for (int index = 0; index < list.size(); index++) {
            list.set(index, wrapped(list.get(index), scope));
        }
    }

    private SqlNode wrapped(SqlNode node, Scope scope) {
        if (scope.isKey(node)) {
            return node;
        }
        return switch (node) {
            case SqlIdentifier name -> isOuter(name, scope.tables) ? query(name) : name;
            case SqlNodeList list -> {
                wrapAll(list, scope);
                yield list;
            }
            case SqlCall call
                    when !SqlKind.QUERY.contains(call.getKind()) && !isAggregate(call) -> {
                List<SqlNode> operands = call.getOperandList();
                for (int index = 0; index < operands.size(); index++) {
                    SqlNode operand = operands.get(index);
                    if (operand != null && !(call.getKind() == SqlKind.AS && index > 0)) {
                        call.setOperand(index, wrapped(operand, scope));
                    }
                }
                yield call;
            }
            default -> node;
        };
    }

    private boolean isOuter(SqlIdentifier name, Set<String> own) {
        if (name.names.size() != 2 || name.isStar()) {
            return false;
        }
        String table = key(name.names.getFirst());
        return !own.contains(table) && tables.stream().anyMatch(known -> known.contains(table));
    }

    private static SqlNode query(SqlIdentifier column) {
        SqlParserPos place = column.getParserPosition();
        return new SqlSelect(
                place,
                null,
                SqlNodeList.of(column),
                null,
                null,
                null,
                null,
                SqlNodeList.EMPTY,
                null,
                null,
                null,
                null,
                null);
    }
}
