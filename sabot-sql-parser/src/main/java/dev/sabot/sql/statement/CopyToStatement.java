package dev.sabot.sql.statement;

import org.apache.calcite.sql.SqlNode;

import java.util.List;

/// `COPY {table [(columns)] | (query)} TO 'path' [(options)]`: writes rows to files.
///
/// @param path where to write, as written
public record CopyToStatement(
        StatementText text, Source source, String path, List<StatementOption> options)
        implements Statement {

    public CopyToStatement {
        options = List.copyOf(options);
    }

    /// What is written.
    public sealed interface Source {}

    /// A table, whole or some columns of it; no columns = all.
    public record TableSource(QualifiedName table, List<Identifier> columns) implements Source {

        public TableSource {
            columns = List.copyOf(columns);
        }
    }

    /// The result of a query.
    public record QuerySource(SqlNode query) implements Source {}
}
