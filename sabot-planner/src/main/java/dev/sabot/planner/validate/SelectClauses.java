package dev.sabot.planner.validate;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.planner.validate.MergedColumns.Column;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlStarReplace;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Replaces names of columns in the clauses of one query.
final class SelectClauses {
    private final SqlSelect select;
    private final ColumnReferences references;

    SelectClauses(SqlSelect select, ColumnReferences references) {
        this.select = select;
        this.references = references;
    }

    /// Replaces `*` by the columns of FROM.
    void expandStars(List<Column> columns) {
        List<SqlNode> items = new ArrayList<>();
        for (SqlNode item : select.getSelectList()) {
            switch (item) {
                case SqlIdentifier name when isStar(name) -> {
                    for (Column column : columns) {
                        items.add(named(column, name.getParserPosition()));
                    }
                }
                case SqlStarExclude star when isStar(star.getStarIdentifier()) ->
                        items.addAll(without(columns, star));
                case SqlStarReplace star when isStar(star.getStarIdentifier()) ->
                        items.addAll(replaced(columns, star));
                default -> items.add(item);
            }
        }
        select.getSelectList().clear();
        select.getSelectList().addAll(items);
    }

    private static boolean isStar(SqlIdentifier name) {
        return name.isStar() && name.names.size() == 1;
    }

    private static SqlNode named(Column column, SqlParserPos place) {
        return as(column.value(place), column.name(), place);
    }

    private static SqlNode as(SqlNode value, String name, SqlParserPos place) {
        return SqlStdOperatorTable.AS.createCall(place, value, new SqlIdentifier(name, place));
    }

    private static List<SqlNode> without(List<Column> columns, SqlStarExclude star) {
        Set<String> excluded = new HashSet<>();
        for (SqlNode name : star.getExcludeList()) {
            SqlIdentifier identifier = (SqlIdentifier) name;
            check(columns, identifier);
            excluded.add(key(identifier));
        }
        List<SqlNode> items = new ArrayList<>();
        for (Column column : columns) {
            if (!excluded.contains(column.name().toLowerCase(Locale.ROOT))) {
                items.add(named(column, star.getParserPosition()));
            }
        }
        return items;
    }

    private static List<SqlNode> replaced(List<Column> columns, SqlStarReplace star) {
        Map<String, SqlNode> replacements = new HashMap<>();
        for (SqlNode item : star.getReplaceList()) {
            SqlCall as = (SqlCall) item;
            SqlIdentifier name = as.operand(1);
            check(columns, name);
            replacements.put(key(name), as.operand(0));
        }
        List<SqlNode> items = new ArrayList<>();
        for (Column column : columns) {
            SqlNode value = replacements.get(column.name().toLowerCase(Locale.ROOT));
            items.add(
                    value == null
                            ? named(column, star.getParserPosition())
                            : as(value, column.name(), star.getParserPosition()));
        }
        return items;
    }

    private static String key(SqlIdentifier name) {
        return name.names.getLast().toLowerCase(Locale.ROOT);
    }

    private static void check(List<Column> columns, SqlIdentifier name) {
        if (columns.stream().noneMatch(column -> column.hasName(name.names.getLast()))) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_COLUMN,
                    MergedColumns.position(name.getParserPosition()),
                    "there is no column " + name + " among those of *");
        }
    }

    /// Replaces names in every clause but FROM.
    void resolve() {
        Set<String> aliases = aliases();
        SqlNodeList items = select.getSelectList();
        for (int index = 0; index < items.size(); index++) {
            items.set(index, item(items.get(index)));
        }
        select.setWhere(resolved(select.getWhere()));
        if (select.getGroup() != null) {
            references.resolveAll(select.getGroup());
        }
        select.setHaving(resolved(select.getHaving()));
        references.resolveAll(select.getWindowList());
        select.setQualify(resolved(select.getQualify()));
        SqlNodeList order = select.getOrderList();
        if (order != null) {
            for (int index = 0; index < order.size(); index++) {
                order.set(index, key(order.get(index), aliases));
            }
        }
    }

    private @Nullable SqlNode resolved(@Nullable SqlNode node) {
        return node == null ? null : references.resolved(node);
    }

    /// A column keeps its name.
    private SqlNode item(SqlNode item) {
        SqlNode resolved = references.resolved(item);
        return resolved != item && item instanceof SqlIdentifier name
                ? as(resolved, name.getSimple(), name.getParserPosition())
                : resolved;
    }

    /// The columns of the result hide those of the tables.
    private SqlNode key(SqlNode key, Set<String> aliases) {
        if (key instanceof SqlIdentifier name
                && name.isSimple()
                && aliases.contains(name.getSimple().toLowerCase(Locale.ROOT))) {
            return key;
        }
        boolean isDirection =
                key.getKind() == SqlKind.DESCENDING
                        || key.getKind() == SqlKind.NULLS_FIRST
                        || key.getKind() == SqlKind.NULLS_LAST;
        if (isDirection && key instanceof SqlCall call) {
            call.setOperand(0, key(call.operand(0), aliases));
            return call;
        }
        return references.resolved(key);
    }

    private Set<String> aliases() {
        Set<String> aliases = new HashSet<>();
        for (SqlNode item : select.getSelectList()) {
            if (item.getKind() == SqlKind.AS) {
                aliases.add(key(((SqlCall) item).operand(1)));
            } else if (item instanceof SqlIdentifier name && !name.isStar()) {
                aliases.add(key(name));
            }
        }
        return aliases;
    }
}
