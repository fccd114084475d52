package dev.sabot.sql.statement;

/// `CANCEL JOB name`: ends a running job.
///
/// @param job its name or number
public record CancelJobStatement(StatementText text, Identifier job) implements Statement {}
