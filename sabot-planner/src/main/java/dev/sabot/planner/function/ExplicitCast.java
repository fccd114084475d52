package dev.sabot.planner.function;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.exec.function.cast.Casts;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.type.DataType;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlCastFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// A CAST or TRY_CAST that someone wrote: it converts whatever the executor can convert, where
/// Calcite's own operators, which implicit conversions use, allow what the standard lists.
public final class ExplicitCast extends SqlCastFunction {
    static final ExplicitCast CAST = new ExplicitCast("CAST", SqlKind.CAST);
    static final ExplicitCast TRY_CAST = new ExplicitCast("TRY_CAST", SqlKind.SAFE_CAST);

    /// Converts calls of these operators as Calcite's CAST, a unary plus to its operand, and all
    /// others as Calcite does.
    public static final SqlRexConvertletTable CONVERTLETS = ExplicitCast::convertlet;

    private ExplicitCast(String name, SqlKind kind) {
        super(name, kind);
    }

    private static @Nullable SqlRexConvertlet convertlet(SqlCall call) {
        if (call.getOperator() == UnaryPlus.OPERATOR) {
            return UnaryPlus::convert;
        }
        return call.getOperator() instanceof ExplicitCast
                ? ExplicitCast::convert
                : StandardConvertletTable.INSTANCE.get(call);
    }

    /// Calcite's conversion takes casts between nested and other types for casts of elements.
    private static RexNode convert(SqlRexContext context, SqlCall call) {
        RelDataType from = context.getValidator().getValidatedNodeType(call.operand(0));
        RelDataType to = context.getValidator().getValidatedNodeType(call);
        if (TypeMapping.toDataType(from).kind().isNested()) {
            return context.getRexBuilder()
                    .makeAbstractCast(
                            to,
                            context.convertExpression(call.operand(0)),
                            call.getKind() == SqlKind.SAFE_CAST);
        }
        SqlCall standard =
                SqlStdOperatorTable.CAST.createCall(
                        call.getParserPosition(), call.getOperandList());
        SqlRexConvertlet convertlet =
                Objects.requireNonNull(StandardConvertletTable.INSTANCE.get(standard));
        return convertlet.convertCall(context, call);
    }

    /// Calcite wants nested types of one shape, whose elements it makes nullable.
    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
        RelDataType from = binding.getOperandType(0);
        RelDataType to = binding.getOperandType(1);
        boolean isNested = TypeMapping.toDataType(from).kind().isNested();
        if (!isNested || from.getSqlTypeName() == to.getSqlTypeName()) {
            return super.inferReturnType(binding);
        }
        boolean isNullable = from.isNullable() || getKind() == SqlKind.SAFE_CAST;
        return binding.getTypeFactory().createTypeWithNullability(to, isNullable);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        SqlNode operand = binding.operand(0);
        if (SqlUtil.isNullLiteral(operand, false) || operand instanceof SqlDynamicParam) {
            return true;
        }
        RelDataType given = binding.getOperandType(0);
        RelDataType wanted = SqlTypeUtil.deriveType(binding, binding.operand(1));
        DataType from = TypeMapping.toDataType(given);
        DataType to = TypeMapping.toDataType(wanted);
        if (Casts.isAllowed(from, to)) {
            return true;
        }
        if (throwOnFailure) {
            SqlParserPos place = binding.getCall().getParserPosition();
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    new SourcePosition(
                            place.getLineNum(),
                            place.getColumnNum(),
                            place.getEndLineNum(),
                            place.getEndColumnNum()),
                    "there is no cast from " + from + " to " + to);
        }
        return false;
    }
}
