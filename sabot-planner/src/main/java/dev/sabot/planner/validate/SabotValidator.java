package dev.sabot.planner.validate;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.validate.SqlValidatorCatalogReader;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;

/// Checks names and types as Calcite does, but gives USING and NATURAL the meaning of SQL also
/// where more than two tables meet: see [MergedColumns].
public final class SabotValidator extends SqlValidatorImpl {
    private final MergedColumns merged = new MergedColumns(this);
    private boolean hasRecursion;
    private final Set<SqlJoin> checked = Collections.newSetFromMap(new IdentityHashMap<>());

    public SabotValidator(
            SqlOperatorTable operators,
            SqlValidatorCatalogReader catalog,
            RelDataTypeFactory typeFactory,
            Config config) {
        super(operators, catalog, typeFactory, config);
    }

    @Override
    protected void validateJoin(SqlJoin join, SqlValidatorScope scope) {
        if (!checked.add(join)) {
            return;
        }
        SqlValidatorScope joinScope = Objects.requireNonNull(getJoinScope(join));
        validateFrom(join.getLeft(), unknownType, joinScope);
        validateFrom(join.getRight(), unknownType, joinScope);
        merged.resolve(join);
        super.validateJoin(join, scope);
    }

    /// Says whether a checked query is recursive.
    public boolean hasRecursion() {
        return hasRecursion;
    }

    @Override
    public void validateWithItem(SqlWithItem item) {
        hasRecursion |= item.recursive.booleanValue();
        super.validateWithItem(item);
    }

    @Override
    protected void validateSelect(SqlSelect select, RelDataType targetRowType) {
        if (select.getFrom() != null) {
            SqlValidatorScope scope = Objects.requireNonNull(getFromScope(select));
            validateFrom(select.getFrom(), unknownType, scope);
        }
        merged.resolve(select);
        super.validateSelect(select, targetRowType);
    }
}
