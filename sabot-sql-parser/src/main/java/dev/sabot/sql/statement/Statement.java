package dev.sabot.sql.statement;

import dev.sabot.error.SourcePosition;

/// One parsed statement.
///
/// Names are as written and not resolved; Calcite nodes inside carry positions that are true in the
/// text that was given to the parser, and number their parameters through the whole statement.
public sealed interface Statement
        permits QueryStatement,
                ExplainStatement,
                CreateTableStatement,
                CreateViewStatement,
                CreateSchemaStatement,
                CreateIndexStatement,
                DropStatement,
                TruncateStatement,
                InsertStatement,
                UpdateStatement,
                DeleteStatement,
                CopyToStatement,
                CopyFromStatement,
                ShowStatement,
                ShowCreateStatement,
                ShowSettingStatement,
                DescribeStatement,
                CancelJobStatement,
                SetStatement,
                ResetStatement,
                UseStatement,
                AnalyzeStatement,
                TransactionStatement {

    /// Returns the statement's own text and where it stands.
    StatementText text();

    /// Returns the place of the whole statement.
    default SourcePosition position() {
        return text().position();
    }
}
