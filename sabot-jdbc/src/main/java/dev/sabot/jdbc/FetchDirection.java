package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Checks the hint of which way a result will be read. */
final class FetchDirection {
    private FetchDirection() {}

    /** Throws unless a result of the type can be read in the direction. */
    static void check(int direction, int resultSetType) throws SQLException {
        boolean isForwardOnly = resultSetType == ResultSet.TYPE_FORWARD_ONLY;
        switch (direction) {
            case ResultSet.FETCH_FORWARD:
                return;
            case ResultSet.FETCH_REVERSE:
            case ResultSet.FETCH_UNKNOWN:
                if (!isForwardOnly) {
                    return;
                }
                break;
            default:
                break;
        }
        throw SqlErrors.badArgument(
                "fetch direction " + direction + " for a result of type " + resultSetType);
    }
}
