package dev.sabot.sql.syntax;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

import java.util.function.BiFunction;

/// Operators that exist only while text is parsed: each stands for a call of something else, which
/// is what the tree holds.
public final class SugarOperators {
    /// `x::type`, a CAST.
    public static final SqlBinaryOperator INFIX_CAST =
            new Sugar("::", 94, SqlStdOperatorTable.CAST::createCall);

    /// `x AT TIME ZONE zone`, a call of the function `at_time_zone(x, zone)`.
    public static final SqlBinaryOperator AT_TIME_ZONE =
            new Sugar("AT TIME ZONE", 92, SugarOperators::atTimeZone);

    private SugarOperators() {}

    private static SqlCall atTimeZone(SqlParserPos position, SqlNode[] operands) {
        return new SqlUnresolvedFunction(
                        new SqlIdentifier("at_time_zone", position),
                        null,
                        null,
                        null,
                        null,
                        SqlFunctionCategory.USER_DEFINED_FUNCTION)
                .createCall(position, operands);
    }

    private static final class Sugar extends SqlBinaryOperator {
        private final BiFunction<SqlParserPos, SqlNode[], SqlCall> meaning;

        Sugar(String name, int precedence, BiFunction<SqlParserPos, SqlNode[], SqlCall> meaning) {
            super(name, SqlKind.OTHER, precedence, true, null, null, null);
            this.meaning = meaning;
        }

        @Override
        public SqlCall createCall(
                @Nullable SqlLiteral functionQualifier,
                SqlParserPos position,
                @Nullable SqlNode... operands) {
            return meaning.apply(position, operands);
        }
    }
}
