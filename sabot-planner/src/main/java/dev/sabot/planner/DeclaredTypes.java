package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.sql.syntax.TypeNames;
import dev.sabot.type.DataType;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlMapTypeNameSpec;
import org.apache.calcite.sql.SqlRowTypeNameSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;

import java.util.Locale;

/// Refuses declared types that are none, and those that Calcite would silently make less precise.
final class DeclaredTypes {
    private static final int MAX_TIME_PRECISION = 6;

    private DeclaredTypes() {}

    /// **Errors**: UNKNOWN_OBJECT for a type there is not, UNSUPPORTED for one that is too precise,
    /// both with the place of the type.
    static void check(SqlDataTypeSpec type) {
        check(type.getTypeNameSpec());
    }

    private static void check(SqlTypeNameSpec type) {
        switch (type) {
            case SqlBasicTypeNameSpec basic -> checkPrecision(basic);
            case SqlCollectionTypeNameSpec collection -> check(collection.getElementTypeName());
            case SqlMapTypeNameSpec map -> {
                check(map.getKeyType());
                check(map.getValType());
            }
            case SqlRowTypeNameSpec row -> row.getFieldTypes().forEach(DeclaredTypes::check);
            case SqlUserDefinedTypeNameSpec unknown -> throw unknown(unknown);
            default -> {}
        }
    }

    private static SabotException unknown(SqlUserDefinedTypeNameSpec type) {
        String name = type.getTypeName().toString();
        return new SabotException(
                ErrorCode.UNKNOWN_OBJECT,
                ValidationErrors.position(type.getParserPos()),
                "there is no type "
                        + name
                        + ValidationErrors.suggestion(
                                name.toUpperCase(Locale.ROOT), TypeNames.names()));
    }

    private static void checkPrecision(SqlBasicTypeNameSpec basic) {
        String name = basic.getTypeName().getSimple().toUpperCase(Locale.ROOT);
        boolean isDecimal = name.startsWith("DEC") || name.startsWith("NUM");
        int limit =
                name.startsWith("TIME")
                        ? MAX_TIME_PRECISION
                        : isDecimal ? DataType.MAX_DECIMAL_PRECISION : Integer.MAX_VALUE;
        if (basic.getPrecision() > limit) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    ValidationErrors.position(basic.getParserPos()),
                    name + " has a precision of at most " + limit);
        }
        if (isDecimal) {
            checkDecimal(name, basic);
        }
    }

    private static void checkDecimal(String name, SqlBasicTypeNameSpec type) {
        int precision = type.getPrecision();
        int scale = type.getScale();
        boolean hasWrongScale =
                scale != RelDataType.SCALE_NOT_SPECIFIED && (scale < 0 || scale > precision);
        if (precision == 0 || hasWrongScale) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    ValidationErrors.position(type.getParserPos()),
                    name
                            + " has at least one digit, and at most as many after the point as"
                            + " digits in all");
        }
    }
}
