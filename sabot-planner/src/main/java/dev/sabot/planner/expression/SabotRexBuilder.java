package dev.sabot.planner.expression;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Makes expressions as Calcite does, except that a constant which is no REAL keeps the cast that
/// fails: Calcite would make it a literal of that type, which reads as infinity.
public final class SabotRexBuilder extends RexBuilder {
    public SabotRexBuilder(RelDataTypeFactory typeFactory) {
        super(typeFactory);
    }

    @Override
    public RexNode makeCast(
            SqlParserPos place,
            RelDataType type,
            RexNode value,
            boolean matchNullability,
            boolean safe,
            @Nullable RexLiteral format) {
        boolean isTooLarge =
                type.getSqlTypeName() == SqlTypeName.REAL
                        && value instanceof RexLiteral literal
                        && literal.getValue() instanceof Number number
                        && Float.isInfinite(number.floatValue());
        return isTooLarge
                ? makeAbstractCast(place, type, value, safe)
                : super.makeCast(place, type, value, matchNullability, safe, format);
    }
}
