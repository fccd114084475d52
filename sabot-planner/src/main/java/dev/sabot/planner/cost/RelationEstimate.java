package dev.sabot.planner.cost;

import java.util.List;

/// What is guessed of a relation.
record RelationEstimate(double rows, List<ColumnEstimate> columns) {
    RelationEstimate {
        rows = Math.max(1, rows);
        columns = List.copyOf(columns);
    }

    ColumnEstimate column(int index) {
        return columns.get(index).limitedTo(rows);
    }

    RelationEstimate withRows(double newRows) {
        return new RelationEstimate(newRows, columns);
    }
}
