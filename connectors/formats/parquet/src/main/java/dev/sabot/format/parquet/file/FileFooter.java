package dev.sabot.format.parquet.file;

import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Holds what is needed of a file's footer.
///
/// @param hasTypeOrder says, by leaf, whether the writer declared the order of min_value and
/// max_value
public record FileFooter(
        FileInfo info,
        List<SchemaNode> columns,
        List<RowGroupInfo> rowGroups,
        boolean[] hasTypeOrder,
        long numRows,
        int footerBytes) {

    /// Returns the columns as SQL sees them.
    public Schema schema() {
        List<Field> fields = new ArrayList<>();
        for (SchemaNode column : columns) {
            fields.add(new Field(column.name(), column.type(), column.isNullable()));
        }
        return new Schema(fields);
    }

    /// Returns the column of a name, compared without case, or null.
    public @Nullable SchemaNode column(String name) {
        for (SchemaNode column : columns) {
            if (column.name().equalsIgnoreCase(name)) {
                return column;
            }
        }
        return null;
    }

    /// Returns a column giving another type without loss, or null when it cannot.
    public static @Nullable SchemaNode as(SchemaNode column, DataType wanted) {
        if (column.type().equals(wanted)) {
            return column;
        }
        return column instanceof SchemaNode.Leaf leaf ? Conversion.widen(leaf, wanted) : null;
    }
}
