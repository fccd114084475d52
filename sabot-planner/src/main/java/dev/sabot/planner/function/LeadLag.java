package dev.sabot.planner.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlLeadLagAggFunction;

/// LEAD and LAG, whose results are null where the value is, also when there is a default that is
/// not.
final class LeadLag extends SqlLeadLagAggFunction {
    static final LeadLag LEAD = new LeadLag(SqlKind.LEAD);
    static final LeadLag LAG = new LeadLag(SqlKind.LAG);

    private LeadLag(SqlKind kind) {
        super(kind);
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
        RelDataType type = super.inferReturnType(binding);
        return binding.getTypeFactory()
                .createTypeWithNullability(
                        type, type.isNullable() || binding.getOperandType(0).isNullable());
    }
}
