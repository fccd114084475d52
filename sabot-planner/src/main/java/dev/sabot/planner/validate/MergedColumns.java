package dev.sabot.planner.validate;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;

import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.DelegatingScope;
import org.apache.calcite.sql.validate.SelectScope;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorNamespace;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Makes joins with USING and NATURAL joins with ON, and writes out what the columns that they
/// merge stand for: `k` of `a FULL JOIN b USING (k)` is `COALESCE(a.k, b.k)`, that of a left join
/// `a.k`.
///
/// Calcite takes such a column for that of the first table that has it, which is wrong as soon as a
/// third table is joined by it. Here every column of a join is an expression over its tables, so
/// that joins nest to any depth.
final class MergedColumns {
    /// The operands of a join.
    private static final int NATURAL = 1;

    private static final int CONDITION_TYPE = 4;
    private static final int CONDITION = 5;

    private final SqlValidatorImpl validator;
    private final Map<SqlJoin, List<Column>> columns = new IdentityHashMap<>();

    /// Joins that merge columns themselves or have an input that does.
    private final Set<SqlJoin> merging = Collections.newSetFromMap(new IdentityHashMap<>());

    MergedColumns(SqlValidatorImpl validator) {
        this.validator = validator;
    }

    /// A column of a table in FROM.
    ///
    /// @param parts the columns it takes its value from: the first that is not null
    record Column(String name, List<SqlIdentifier> parts) {
        boolean isMerged() {
            return parts.size() > 1;
        }

        boolean hasName(String other) {
            return name.equalsIgnoreCase(other);
        }

        SqlNode value(SqlParserPos place) {
            List<SqlNode> values = new ArrayList<>(parts.size());
            parts.forEach(part -> values.add(part.clone(place)));
            return values.size() == 1
                    ? values.getFirst()
                    : SqlStdOperatorTable.COALESCE.createCall(place, values);
        }
    }

    /// Gives a join whose inputs are checked an ON condition.
    void resolve(SqlJoin join) {
        boolean isMerging = join.getConditionType() == JoinConditionType.USING || join.isNatural();
        if (isMerging) {
            merge(join);
        }
        boolean isNested =
                isMerging
                        || (join.getLeft() instanceof SqlJoin left && merging.contains(left))
                        || (join.getRight() instanceof SqlJoin right && merging.contains(right));
        if (!isNested) {
            return;
        }
        merging.add(join);
        SqlNode condition = join.getCondition();
        if (!isMerging && condition != null) {
            List<Column> all = columns(join);
            join.setOperand(
                    CONDITION, new ColumnReferences(name -> only(all, name)).resolved(condition));
        }
    }

    private void merge(SqlJoin join) {
        List<Column> left = columns(join.getLeft());
        List<Column> right = columns(join.getRight());
        SqlNode condition = null;
        List<Column> result = new ArrayList<>();
        Set<String> merged = new HashSet<>();
        for (SqlIdentifier name : names(join, left, right)) {
            if (!merged.add(key(name.getSimple()))) {
                continue;
            }
            Column first = required(left, name);
            Column second = required(right, name);
            SqlParserPos place = name.getParserPosition();
            SqlNode equality =
                    SqlStdOperatorTable.EQUALS.createCall(
                            place, first.value(place), second.value(place));
            condition =
                    condition == null
                            ? equality
                            : SqlStdOperatorTable.AND.createCall(place, condition, equality);
            result.add(merged(join.getJoinType(), first, second));
        }
        left.stream().filter(column -> !merged.contains(key(column.name))).forEach(result::add);
        if (join.getJoinType() != JoinType.LEFT_SEMI_JOIN
                && join.getJoinType() != JoinType.LEFT_ANTI_JOIN) {
            right.stream()
                    .filter(column -> !merged.contains(key(column.name)))
                    .forEach(result::add);
        }
        columns.put(join, result);
        SqlParserPos place = join.getParserPosition();
        join.setOperand(NATURAL, SqlLiteral.createBoolean(false, place));
        join.setOperand(CONDITION_TYPE, JoinConditionType.ON.symbol(place));
        join.setOperand(
                CONDITION, condition == null ? SqlLiteral.createBoolean(true, place) : condition);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static List<SqlIdentifier> names(SqlJoin join, List<Column> left, List<Column> right) {
        List<SqlIdentifier> names = new ArrayList<>();
        if (!join.isNatural()) {
            for (SqlNode name : (SqlNodeList) Objects.requireNonNull(join.getCondition())) {
                names.add((SqlIdentifier) name);
            }
            return names;
        }
        for (Column column : left) {
            if (right.stream().anyMatch(other -> other.hasName(column.name))) {
                names.add(new SqlIdentifier(column.name, join.getParserPosition()));
            }
        }
        return names;
    }

    private static Column merged(JoinType type, Column left, Column right) {
        return switch (type) {
            case RIGHT -> new Column(left.name, right.parts);
            case FULL -> {
                List<SqlIdentifier> parts = new ArrayList<>(left.parts);
                parts.addAll(right.parts);
                yield new Column(left.name, parts);
            }
            default -> left;
        };
    }

    private static Column required(List<Column> columns, SqlIdentifier name) {
        List<Column> found =
                columns.stream().filter(column -> column.hasName(name.getSimple())).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        SqlParserPos place = name.getParserPosition();
        throw new SabotException(
                found.isEmpty() ? ErrorCode.UNKNOWN_COLUMN : ErrorCode.AMBIGUOUS_COLUMN,
                position(place),
                found.isEmpty()
                        ? "both sides of the join need a column " + name + "; one has none"
                        : "the column " + name + " is in more than one table; join by ON instead");
    }

    static SourcePosition position(SqlParserPos place) {
        return new SourcePosition(
                place.getLineNum(),
                place.getColumnNum(),
                place.getEndLineNum(),
                place.getEndColumnNum());
    }

    /// Returns the one column of a name, or null when there is none or several.
    private static @Nullable Column only(List<Column> columns, String name) {
        List<Column> found = columns.stream().filter(column -> column.hasName(name)).toList();
        return found.size() == 1 ? found.getFirst() : null;
    }

    private List<Column> columns(SqlNode from) {
        if (from instanceof SqlJoin join) {
            List<Column> known = columns.get(join);
            if (known == null) {
                known = new ArrayList<>(columns(join.getLeft()));
                if (join.getJoinType() != JoinType.LEFT_SEMI_JOIN
                        && join.getJoinType() != JoinType.LEFT_ANTI_JOIN) {
                    known.addAll(columns(join.getRight()));
                }
                columns.put(join, known);
            }
            return known;
        }
        SqlValidatorNamespace namespace = Objects.requireNonNull(validator.getNamespace(from));
        String alias = Objects.requireNonNull(SqlValidatorUtil.alias(from));
        return namespace.getRowType().getFieldNames().stream()
                .map(name -> new Column(name, List.of(qualified(alias, name))))
                .toList();
    }

    private static SqlIdentifier qualified(String table, String column) {
        return new SqlIdentifier(List.of(table, column), SqlParserPos.ZERO);
    }

    /// Writes out merged columns in the clauses of a query whose FROM is checked.
    void resolve(SqlSelect select) {
        boolean isMerging = select.getFrom() instanceof SqlJoin join && merging.contains(join);
        if (!isMerging && merging.isEmpty()) {
            return;
        }
        SqlValidatorScope scope = validator.getWhereScope(select);
        ColumnReferences references = new ColumnReferences(name -> find(scope, name));
        SelectClauses clauses = new SelectClauses(select, references);
        if (isMerging) {
            clauses.expandStars(columns(Objects.requireNonNull(select.getFrom())));
        }
        clauses.resolve();
    }

    /// Returns the column that a name means, looking outwards through the queries around, or null
    /// when it is none of a join with merged columns.
    private @Nullable Column find(SqlValidatorScope start, String name) {
        SqlValidatorScope scope = start;
        while (scope instanceof DelegatingScope inner) {
            if (scope instanceof SelectScope select) {
                SqlNode from = select.getNode().getFrom();
                if (from instanceof SqlJoin join && merging.contains(join)) {
                    List<Column> all = columns(join);
                    if (all.stream().anyMatch(column -> column.hasName(name))) {
                        return only(all, name);
                    }
                } else if (has(select, name)) {
                    return null;
                }
            }
            scope = inner.getParent();
        }
        return null;
    }

    private static boolean has(SelectScope scope, String name) {
        for (SqlValidatorNamespace child : scope.getChildren()) {
            for (String column : child.getRowType().getFieldNames()) {
                if (column.equalsIgnoreCase(name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
