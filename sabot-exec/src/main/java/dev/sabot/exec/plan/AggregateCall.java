package dev.sabot.exec.plan;

import dev.sabot.type.DataType;

import java.util.List;

/// Calls an aggregate function of the registry on input columns.
///
/// @param filter the BOOLEAN input column that must be true, or -1
/// @param order how the rows of a group are ordered first (ARRAY_AGG, LISTAGG); empty when they are
/// not
public record AggregateCall(
        String function,
        List<Integer> arguments,
        boolean isDistinct,
        int filter,
        List<SortKey> order,
        DataType type) {}
