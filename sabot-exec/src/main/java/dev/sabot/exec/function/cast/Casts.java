package dev.sabot.exec.function.cast;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.Kernel;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

/// Chooses the kernel of a cast.
///
/// - Numbers: DECIMAL to integer and to less scale rounds half away from zero; REAL and DOUBLE to
///   integer round half to even; what does not fit is OVERFLOW.
/// - Text: surrounding blanks are ignored; text that is no value of the type is INVALID_CAST.
///   Values to text: see [ValueText].
/// - Dates and times: TIMESTAMP WITH TIME ZONE changes to and from others through the session's
///   zone; fractions past the precision are cut, towards the past.
/// - Text such as `[1, 2]` is cast to ARRAY, see [ArrayText].
/// - ARRAY, MAP and ROW are cast element by element; under TRY_CAST an element that fails is null.
public final class Casts {
    private Casts() {}

    /// Says whether a cast exists.
    public static boolean isAllowed(DataType from, DataType to) {
        return from.equals(to)
                || from.kind() == TypeKind.NULL
                || isIdentity(from, to)
                || rowCast(from, to) != null
                || isArrayText(from, to)
                || NestedCast.isAllowed(from, to);
    }

    private static boolean isArrayText(DataType from, DataType to) {
        return from.kind() == TypeKind.VARCHAR
                && to.kind() == TypeKind.ARRAY
                && isAllowed(DataType.VARCHAR, to.element());
    }

    /// Makes a kernel for values that are not null.
    ///
    /// **Errors**: TYPE_MISMATCH when there is no such cast.
    public static Kernel kernel(DataType from, DataType to, boolean isTry) {
        if (isIdentity(from, to)) {
            return (arguments, _, _, _) -> arguments[0].retain();
        }
        if (from.kind() == TypeKind.NULL) {
            return new NullCast(to);
        }
        if (NestedCast.isAllowed(from, to)) {
            return NestedCast.kernel(from, to, isTry);
        }
        if (isArrayText(from, to)) {
            return ArrayText.kernel(to, isTry);
        }
        RowCast.Factory factory = rowCast(from, to);
        if (factory == null) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH, "there is no cast from " + from + " to " + to);
        }
        Kernel byRow = new CastKernel(factory, from, to, isTry);
        return NumberCasts.isDense(from, to) ? new DenseCast(from, to, byRow) : byRow;
    }

    /// Says whether some value of one type has no counterpart in the other.
    public static boolean canFail(DataType from, DataType to) {
        if (isIdentity(from, to) || from.kind() == TypeKind.NULL || to.kind() == TypeKind.VARCHAR) {
            return false;
        }
        return switch (from.kind()) {
            case BOOLEAN -> false;
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                    !(to.kind().isApproximate() || to.kind() == TypeKind.BOOLEAN);
            case DECIMAL -> !(to.kind() == TypeKind.DOUBLE || to.kind() == TypeKind.BOOLEAN);
            case NULL,
                    REAL,
                    DOUBLE,
                    VARCHAR,
                    VARBINARY,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    true;
        };
    }

    /// Says whether values are stored alike and all values of one type are values of the other.
    public static boolean isIdentity(DataType from, DataType to) {
        if (from.equals(to)) {
            return true;
        }
        if (from.kind() != to.kind()) {
            return false;
        }
        return switch (from.kind()) {
            case DECIMAL -> from.scale() == to.scale() && from.precision() <= to.precision();
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> from.precision() <= to.precision();
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    REAL,
                    DOUBLE,
                    VARCHAR,
                    VARBINARY,
                    DATE,
                    INTERVAL_MONTH,
                    INTERVAL_DAY ->
                    true;
            case ARRAY, ROW, MAP -> isIdentityOfParts(from, to);
        };
    }

    private static boolean isIdentityOfParts(DataType from, DataType to) {
        if (from.fields().size() != to.fields().size()) {
            return false;
        }
        for (int field = 0; field < from.fields().size(); field++) {
            if (!isIdentity(from.fields().get(field).type(), to.fields().get(field).type())) {
                return false;
            }
        }
        return true;
    }

    private static RowCast.@Nullable Factory rowCast(DataType from, DataType to) {
        if (to.kind() == TypeKind.VARCHAR) {
            return context -> {
                ValueText text = new ValueText(context.timeZone());
                return (row, result) -> {
                    text.append(from, row.column(0), row.index(), result.text());
                    return null;
                };
            };
        }
        if (from.kind() == TypeKind.VARCHAR) {
            return TextCasts.parse(to);
        }
        if (from.kind().isNumeric() || from.kind() == TypeKind.BOOLEAN) {
            return NumberCasts.cast(from, to);
        }
        return DateTimeCasts.cast(from, to);
    }
}
