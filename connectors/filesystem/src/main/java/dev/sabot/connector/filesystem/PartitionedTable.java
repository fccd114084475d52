package dev.sabot.connector.filesystem;

import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.connector.TableStatistics.ColumnStatistics;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Files whose paths give columns of their own. A column that the files have themselves is theirs.
///
/// @param schema all columns
/// @param origins by column: an index into the files' columns, or `-1 - index` of an extra column
/// @param parts one table per file
record PartitionedTable(Schema schema, int[] origins, List<Table> parts, ExtraColumns extra)
        implements Table {
    /// Opens files as one table.
    @FunctionalInterface
    interface Opener {
        Table open(List<FileInfo> files, @Nullable Schema declared);
    }

    static PartitionedTable open(
            List<FileInfo> files, ExtraColumns extra, Opener opener, @Nullable Schema declared) {
        Schema inFiles = null;
        if (declared != null) {
            inFiles =
                    new Schema(
                            declared.fields().stream()
                                    .filter(field -> extra.indexOf(field.name()) < 0)
                                    .toList());
        }
        Table all = opener.open(files, inFiles);
        Schema found = all.schema();
        List<Field> fields = new ArrayList<>(declared == null ? found.fields() : declared.fields());
        if (declared == null) {
            for (Field field : extra.fields()) {
                if (found.indexOf(field.name()) < 0) {
                    fields.add(field);
                }
            }
        }
        int[] origins = new int[fields.size()];
        for (int column = 0; column < origins.length; column++) {
            String name = fields.get(column).name();
            int inFile = column < found.size() && declared == null ? column : found.indexOf(name);
            origins[column] = inFile >= 0 ? inFile : -1 - extra.indexOf(name);
            if (inFile < 0) {
                fields.set(column, extra.fields().get(extra.indexOf(name)));
            }
        }
        List<Table> parts = new ArrayList<>();
        for (FileInfo file : files) {
            parts.add(opener.open(List.of(file), found));
        }
        return new PartitionedTable(new Schema(fields), origins, parts, extra);
    }

    @Override
    public TableStatistics statistics() {
        double numRows = 0;
        for (Table part : parts) {
            double partRows = part.statistics().numRows();
            if (partRows < 0) {
                return TableStatistics.UNKNOWN;
            }
            numRows += partRows;
        }
        List<ColumnStatistics> unknown = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            unknown.add(ColumnStatistics.UNKNOWN);
        }
        return new TableStatistics(numRows, unknown);
    }

    @Override
    public Source scan(ScanRequest request) {
        return new PartitionedSource(this, request);
    }
}
