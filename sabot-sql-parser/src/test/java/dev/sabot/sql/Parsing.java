package dev.sabot.sql;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sabot.error.SabotException;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.sql.statement.Statement;

import org.apache.calcite.sql.SqlNode;

/// What the tests of this package share.
final class Parsing {
    private Parsing() {}

    static <T extends Statement> T parse(Class<T> kind, String sql) {
        return assertInstanceOf(kind, SqlParser.parse(sql));
    }

    static SqlNode query(String sql) {
        return parse(QueryStatement.class, sql).query();
    }

    /// Returns a query as Calcite writes it, on one line.
    static String normal(String sql) {
        return oneLine(query(sql));
    }

    static String oneLine(SqlNode node) {
        return node.toString().replaceAll("\\s+", " ");
    }

    static SabotException error(String sql) {
        return assertThrows(SabotException.class, () -> SqlParser.parse(sql));
    }
}
