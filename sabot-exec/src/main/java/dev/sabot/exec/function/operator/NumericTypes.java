package dev.sabot.exec.function.operator;

import dev.sabot.exec.function.ImplicitCasts;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Rules of operand and result types of arithmetic.
final class NumericTypes {
    private static final int MAX = DataType.MAX_DECIMAL_PRECISION;

    private NumericTypes() {}

    /// Accepts two numbers: integers are cast to the wider, exact numbers of which one is DECIMAL
    /// stay as they are, others become REAL or DOUBLE. An untyped NULL takes the other's type.
    static @Nullable List<DataType> operands(List<DataType> arguments) {
        if (arguments.size() != 2) {
            return null;
        }
        DataType left = arguments.get(0);
        DataType right = arguments.get(1);
        if (left.kind() == TypeKind.NULL && right.kind() == TypeKind.NULL) {
            return List.of(DataType.INTEGER, DataType.INTEGER);
        }
        left = left.kind() == TypeKind.NULL ? right : left;
        right = right.kind() == TypeKind.NULL ? left : right;
        if (!left.kind().isNumeric() || !right.kind().isNumeric()) {
            return null;
        }
        boolean isApproximate = left.kind().isApproximate() || right.kind().isApproximate();
        if (!isApproximate && (left.isDecimal() || right.isDecimal())) {
            return List.of(left, right);
        }
        DataType common = ImplicitCasts.commonType(left, right);
        return common == null ? null : List.of(common, common);
    }

    private static boolean isDecimal(List<DataType> types) {
        return types.get(0).isDecimal() || types.get(1).isDecimal();
    }

    static DataType sum(List<DataType> types) {
        if (!isDecimal(types)) {
            return types.get(0);
        }
        DataType left = ImplicitCasts.asDecimal(types.get(0));
        DataType right = ImplicitCasts.asDecimal(types.get(1));
        int whole =
                Math.max(left.precision() - left.scale(), right.precision() - right.scale()) + 1;
        int scale = Math.max(left.scale(), right.scale());
        return capped(whole, scale, scale);
    }

    static DataType product(List<DataType> types) {
        if (!isDecimal(types)) {
            return types.get(0);
        }
        DataType left = ImplicitCasts.asDecimal(types.get(0));
        DataType right = ImplicitCasts.asDecimal(types.get(1));
        int scale = left.scale() + right.scale();
        int whole = left.precision() + right.precision() - scale;
        return capped(whole, scale, 6);
    }

    static DataType quotient(List<DataType> types) {
        if (!isDecimal(types)) {
            return types.get(0);
        }
        DataType left = ImplicitCasts.asDecimal(types.get(0));
        DataType right = ImplicitCasts.asDecimal(types.get(1));
        int whole = left.precision() - left.scale() + right.scale();
        int scale = Math.max(6, left.scale() + right.precision() + 1);
        return capped(whole, scale, 6);
    }

    static DataType remainder(List<DataType> types) {
        if (!isDecimal(types)) {
            return types.get(0);
        }
        DataType left = ImplicitCasts.asDecimal(types.get(0));
        DataType right = ImplicitCasts.asDecimal(types.get(1));
        int whole = Math.min(left.precision() - left.scale(), right.precision() - right.scale());
        int scale = Math.max(left.scale(), right.scale());
        return capped(whole, scale, scale);
    }

    /// Keeps all whole digits and drops scale past 38 digits, but not below a least scale.
    private static DataType capped(int whole, int scale, int leastScale) {
        if (whole + scale <= MAX) {
            return DataType.decimal(Math.max(1, whole + scale), scale);
        }
        int kept = Math.max(MAX - whole, Math.min(scale, leastScale));
        return DataType.decimal(MAX, Math.min(kept, MAX));
    }
}
