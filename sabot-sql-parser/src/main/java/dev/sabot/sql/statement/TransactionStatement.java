package dev.sabot.sql.statement;

/// BEGIN, COMMIT or ROLLBACK.
public record TransactionStatement(StatementText text, Action action) implements Statement {

    /// What happens to the transaction.
    public enum Action {
        BEGIN,
        COMMIT,
        ROLLBACK
    }
}
