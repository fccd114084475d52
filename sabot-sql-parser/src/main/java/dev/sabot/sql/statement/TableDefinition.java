package dev.sabot.sql.statement;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What CREATE TABLE says about the table itself.
///
/// @param columns the columns in order; empty only when the table takes them from a query
/// @param watermarks the watermark declarations, as many as were written
/// @param constraints keys and checks, those declared beside a column included
/// @param comment the text after COMMENT, or null
/// @param partitionedBy the columns after PARTITIONED BY
/// @param options the entries of WITH; a table without a connector is managed by the engine
public record TableDefinition(
        List<TableColumn> columns,
        List<Watermark> watermarks,
        List<TableConstraint> constraints,
        @Nullable String comment,
        List<Identifier> partitionedBy,
        List<StatementOption> options) {

    public TableDefinition {
        columns = List.copyOf(columns);
        watermarks = List.copyOf(watermarks);
        constraints = List.copyOf(constraints);
        partitionedBy = List.copyOf(partitionedBy);
        options = List.copyOf(options);
    }
}
