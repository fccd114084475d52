package dev.sabot.sql.statement;

import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// INSERT INTO.
///
/// @param columns the columns filled; empty = all of the table in order
/// @param source the rows, a query or VALUES; null = DEFAULT VALUES
/// @param conflict what to do with a row whose key exists
public record InsertStatement(
        StatementText text,
        QualifiedName target,
        List<Identifier> columns,
        @Nullable SqlNode source,
        Conflict conflict)
        implements Statement {

    public InsertStatement {
        columns = List.copyOf(columns);
    }

    /// What an insert does with a row whose key exists already.
    public enum Conflict {
        /// Fails the statement.
        FAIL,
        /// Keeps the row that is there: ON CONFLICT DO NOTHING.
        DO_NOTHING
    }
}
