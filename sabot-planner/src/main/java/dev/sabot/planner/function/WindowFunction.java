package dev.sabot.planner.function;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.planner.logical.WindowAssign;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// The table functions `TUMBLE(data, timecol, size[, offset])` and `HOP(data, timecol, slide,
/// size[, offset])`, which add window_start, window_end and window_time of the time column's type.
///
/// Calcite's own give TIMESTAMP whatever the time column is, and no window_time.
public final class WindowFunction extends SqlWindowTableFunction {
    static final WindowFunction TUMBLE =
            new WindowFunction("TUMBLE", List.of("DATA", "TIMECOL", "SIZE", "OFFSET"));
    static final WindowFunction HOP =
            new WindowFunction("HOP", List.of("DATA", "TIMECOL", "SLIDE", "SIZE", "OFFSET"));

    private static final int FIRST_INTERVAL = 2;

    private WindowFunction(String name, List<String> parameters) {
        super(name, new Arguments(name, parameters));
    }

    /// Says whether windows overlap: the slide is an argument of its own.
    public boolean isHop() {
        return this == HOP;
    }

    @Override
    public SqlReturnTypeInference getRowTypeInference() {
        return WindowFunction::rowType;
    }

    private static RelDataType rowType(SqlOperatorBinding binding) {
        RelDataType input = binding.getOperandType(0);
        SqlCallBinding call = (SqlCallBinding) binding;
        RelDataType time = timeField(input, call.operand(1)).getType();
        return WindowAssign.rowType(binding.getTypeFactory(), input, time);
    }

    private static RelDataTypeField timeField(RelDataType input, SqlNode descriptor) {
        SqlIdentifier name = descriptorColumn(descriptor);
        RelDataTypeField field =
                name == null ? null : input.getField(name.getSimple(), false, false);
        if (field == null) {
            throw new SabotException(
                    name == null ? ErrorCode.INVALID_ARGUMENT : ErrorCode.UNKNOWN_COLUMN,
                    place(name == null ? descriptor : name),
                    name == null
                            ? "a window needs the name of one time column: DESCRIPTOR(column)"
                            : "the rows put into windows have no column '" + name + "'");
        }
        return field;
    }

    private static SourcePosition place(SqlNode node) {
        SqlParserPos place = node.getParserPosition();
        return new SourcePosition(
                place.getLineNum(),
                place.getColumnNum(),
                place.getEndLineNum(),
                place.getEndColumnNum());
    }

    private static @Nullable SqlIdentifier descriptorColumn(SqlNode node) {
        return node.getKind() == SqlKind.DESCRIPTOR
                        && ((SqlCall) node).operandCount() == 1
                        && ((SqlCall) node).operand(0) instanceof SqlIdentifier name
                        && name.isSimple()
                ? name
                : null;
    }

    private record Arguments(String name, List<String> paramNames) implements SqlOperandMetadata {
        @Override
        public List<RelDataType> paramTypes(RelDataTypeFactory factory) {
            return paramNames.stream().map(_ -> factory.createSqlType(SqlTypeName.ANY)).toList();
        }

        @Override
        public boolean isOptional(int index) {
            return index == paramNames.size() - 1;
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.between(paramNames.size() - 1, paramNames.size());
        }

        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            boolean isValid = descriptorColumn(binding.operand(1)) != null;
            for (int index = FIRST_INTERVAL; index < binding.getOperandCount(); index++) {
                isValid &=
                        binding.operand(index).getKind() == SqlKind.DEFAULT
                                || SqlTypeUtil.isInterval(binding.getOperandType(index));
            }
            if (!isValid) {
                if (throwOnFailure) {
                    throw binding.newValidationSignatureError();
                }
                return false;
            }
            checkTime(binding);
            return true;
        }

        private void checkTime(SqlCallBinding binding) {
            RelDataTypeField time = timeField(binding.getOperandType(0), binding.operand(1));
            if (time.getType().getSqlTypeName() != SqlTypeName.TIMESTAMP) {
                throw new SabotException(
                        ErrorCode.TYPE_MISMATCH,
                        place(((SqlCall) binding.operand(1)).operand(0)),
                        name
                                + " puts rows into windows by a TIMESTAMP column; '"
                                + time.getName()
                                + "' is "
                                + time.getType()
                                + ": cast it in a sub-query");
            }
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String operatorName) {
            return operatorName
                    + (paramNames.contains("SLIDE")
                            ? "(TABLE data, DESCRIPTOR(timecol), slide, size[, offset])"
                            : "(TABLE data, DESCRIPTOR(timecol), size[, offset])");
        }
    }
}
