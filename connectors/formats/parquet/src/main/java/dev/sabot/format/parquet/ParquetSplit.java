package dev.sabot.format.parquet;

import dev.sabot.connector.Source.Split;

import java.io.Serializable;

/// A row group of a file, or rows of one.
///
/// @param size the file's bytes when it was listed, with `modifiedMillis` its identity
/// @param firstRow the first row, counted in the row group
record ParquetSplit(
        String path, long size, long modifiedMillis, int rowGroup, long firstRow, long numRows)
        implements Split, Serializable {
    @Override
    public long estimatedRows() {
        return numRows;
    }

    @Override
    public String describe() {
        return path + " row group " + rowGroup + " rows " + firstRow + "+" + numRows;
    }
}
