package dev.sabot.format.json;

import dev.sabot.type.Schema;

import java.util.List;

/// What the records of files are found to be.
///
/// @param keys the key of each column; columns have other names where keys differ in case alone
/// @param isSingleValue whether a whole record is the one column, since records are no objects
/// @param isDeclared whether the columns were declared; keys that are not among them are left out
/// @param estimatedRows about how many rows all files have
record FileShape(
        Schema schema,
        List<String> keys,
        boolean isSingleValue,
        boolean isDeclared,
        double estimatedRows) {
    /// The column of records that are no objects.
    static final String SINGLE_COLUMN = "json";
}
