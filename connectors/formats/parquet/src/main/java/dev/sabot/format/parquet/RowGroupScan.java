package dev.sabot.format.parquet;

import dev.sabot.format.parquet.file.FileFooter;
import dev.sabot.format.parquet.file.RowGroupInfo;
import dev.sabot.format.parquet.file.SchemaNode;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Says what to read of a row group.
///
/// @param columns by output column; null where the file has none and the rows are null
/// @param limit the most rows needed, or -1
record RowGroupScan(
        FileFooter footer,
        @Nullable SchemaNode[] columns,
        List<DataType> types,
        ParquetSplit split,
        long limit) {
    RowGroupInfo rowGroup() {
        return footer.rowGroups().get(split.rowGroup());
    }
}
