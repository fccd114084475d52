package dev.sabot.connector.tpch;

import dev.sabot.type.Schema;

import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;

import java.util.List;

/// A table of TPC-H.
///
/// @param generator makes its rows
/// @param unitsPerScale how many units of generation there are at scale 1, or 0 when their number
///     does not depend on the scale; the units are orders for line items and parts for their
///     suppliers, else rows
/// @param rowsPerUnit rows of a unit, on average; all rows when the scale does not matter
record TableDefinition<E extends TpchEntity>(
        String name,
        TpchTable<E> generator,
        int unitsPerScale,
        double rowsPerUnit,
        List<ColumnDefinition<E>> columns) {
    Schema schema() {
        return new Schema(columns.stream().map(ColumnDefinition::field).toList());
    }

    /// Returns the number of units at a scale.
    long units(double scale) {
        return unitsPerScale == 0 ? 1 : (long) (unitsPerScale * scale);
    }

    double rows(double scale) {
        return units(scale) * rowsPerUnit;
    }
}
