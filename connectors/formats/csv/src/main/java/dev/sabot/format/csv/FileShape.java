package dev.sabot.format.csv;

import dev.sabot.type.Schema;

/// What files are found to be: how fields are parted, whether the first record names the columns,
/// and which columns there are.
///
/// @param isDeclared whether the columns were declared; those of the files that are not among them
///     are left out
/// @param estimatedRows about how many rows all files have
record FileShape(
        Dialect dialect,
        boolean hasHeader,
        Schema schema,
        boolean isDeclared,
        double estimatedRows) {}
