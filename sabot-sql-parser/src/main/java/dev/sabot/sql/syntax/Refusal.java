package dev.sabot.sql.syntax;

import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Makes the errors of our own syntax in the form of Calcite's, for one handler of both.
final class Refusal {
    private Refusal() {}

    /// Returns an error with its place.
    static CalciteContextException at(SqlParserPos position, String detail) {
        CalciteContextException refusal =
                new CalciteContextException(detail, new IllegalArgumentException(detail));
        refusal.setPosition(
                position.getLineNum(),
                position.getColumnNum(),
                position.getEndLineNum(),
                position.getEndColumnNum());
        return refusal;
    }
}
