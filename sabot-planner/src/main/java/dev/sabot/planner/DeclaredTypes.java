package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;

import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;

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
    }
}
