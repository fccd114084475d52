package dev.sabot.format.parquet;

import dev.sabot.connector.TableStatistics;
import dev.sabot.connector.TableStatistics.ColumnStatistics;
import dev.sabot.format.parquet.ParquetTable.TableFile;
import dev.sabot.format.parquet.file.ChunkInfo;
import dev.sabot.format.parquet.file.ChunkStatistics;
import dev.sabot.format.parquet.file.FileFooter;
import dev.sabot.format.parquet.file.RowGroupInfo;
import dev.sabot.format.parquet.file.SchemaNode;
import dev.sabot.format.parquet.file.ValueOrder;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Adds up what the footers say of a table.
final class StatisticsCollector {
    private final List<TableFile> files;

    StatisticsCollector(List<TableFile> files) {
        this.files = files;
    }

    TableStatistics collect(List<DataType> types) {
        double numRows = 0;
        for (TableFile file : files) {
            numRows += file.footer().numRows();
        }
        List<ColumnStatistics> columns = new ArrayList<>();
        for (int column = 0; column < types.size(); column++) {
            columns.add(new OfColumn().collect(column, types.get(column), numRows));
        }
        return new TableStatistics(numRows, columns);
    }

    /// Gathers one column. A chunk without bounds makes them unknown, one without a count the
    /// nulls.
    private final class OfColumn {
        private @Nullable Object min;
        private @Nullable Object max;
        private boolean knowsMin = true;
        private boolean knowsMax = true;
        private boolean knowsNulls = true;
        private double nulls;
        private double numBytes;
        private double numValues;

        ColumnStatistics collect(int column, DataType type, double numRows) {
            for (TableFile file : files) {
                SchemaNode node = file.columns()[column];
                if (node == null) {
                    nulls += file.footer().numRows();
                } else {
                    file.footer().rowGroups().forEach(group -> add(node, group, file.footer()));
                }
            }
            double nullFraction = knowsNulls && numRows > 0 ? nulls / numRows : -1;
            Object least = knowsMin ? min : null;
            Object greatest = knowsMax ? max : null;
            double present = nullFraction < 0 ? numRows : numRows - nulls;
            return new ColumnStatistics(
                    least,
                    greatest,
                    distinct(type, least, greatest, present),
                    nullFraction,
                    numValues == 0 ? -1 : numBytes / numValues);
        }

        private void add(SchemaNode node, RowGroupInfo group, FileFooter footer) {
            if (!(node instanceof SchemaNode.Leaf leaf)) {
                knowsNulls = false;
                knowsMin = false;
                knowsMax = false;
                return;
            }
            ChunkInfo chunk = group.chunk(leaf);
            numBytes += chunk.inflatedBytes();
            numValues += chunk.numValues();
            ChunkStatistics statistics = ChunkStatistics.of(leaf, group, footer);
            if (statistics.nullCount() < 0 && leaf.maxDefinition() > 0) {
                knowsNulls = false;
            }
            nulls += Math.max(0, statistics.nullCount());
            if (statistics.isAllNull()) {
                return;
            }
            knowsMin &= statistics.min() != null;
            knowsMax &= statistics.max() != null;
            min = less(min, statistics.min()) ? min : statistics.min();
            max = less(statistics.max(), max) ? max : statistics.max();
        }

        private static boolean less(@Nullable Object value, @Nullable Object other) {
            return value != null && other != null && ValueOrder.compare(value, other) < 0;
        }

        /// An integer column has no more values than its range; nothing is known of others.
        private static double distinct(
                DataType type, @Nullable Object least, @Nullable Object greatest, double present) {
            if (type.kind() == TypeKind.BOOLEAN) {
                return Math.min(2, present);
            }
            boolean isWhole = type.kind().isInteger() || type.kind() == TypeKind.DATE;
            if (isWhole && least instanceof Long from && greatest instanceof Long to) {
                return Math.min((double) to - from + 1, present);
            }
            return -1;
        }
    }
}
