package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.parser.SqlParserPos;

import java.util.Locale;

/// Refuses declared types that Calcite would silently make less precise.
final class DeclaredTypes {
    private static final int MAX_TIME_PRECISION = 6;

    private DeclaredTypes() {}

    /// **Errors**: UNSUPPORTED with the place of the type.
    static void check(SqlDataTypeSpec type) {
        if (!(type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic)) {
            return;
        }
        String name = basic.getTypeName().getSimple().toUpperCase(Locale.ROOT);
        int limit =
                name.startsWith("TIME")
                        ? MAX_TIME_PRECISION
                        : name.startsWith("DEC") || name.startsWith("NUM")
                                ? DataType.MAX_DECIMAL_PRECISION
                                : Integer.MAX_VALUE;
        if (basic.getPrecision() > limit) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    ValidationErrors.position(type.getParserPosition()),
                    name + " has a precision of at most " + limit);
        }
        if (limit == DataType.MAX_DECIMAL_PRECISION) {
            checkDecimal(name, basic, type.getParserPosition());
        }
    }

    private static void checkDecimal(String name, SqlBasicTypeNameSpec type, SqlParserPos place) {
        int precision = type.getPrecision();
        int scale = type.getScale();
        boolean hasWrongScale =
                scale != RelDataType.SCALE_NOT_SPECIFIED && (scale < 0 || scale > precision);
        if (precision == 0 || hasWrongScale) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    ValidationErrors.position(place),
                    name
                            + " has at least one digit, and at most as many after the point as"
                            + " digits in all");
        }
    }
}
