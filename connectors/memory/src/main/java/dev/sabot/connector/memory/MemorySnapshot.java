package dev.sabot.connector.memory;

import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Sink;
import dev.sabot.connector.Source;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.connector.TableStatistics.ColumnStatistics;
import dev.sabot.connector.WriteRequest;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// A table as it was when a statement began; keeps the version alive until it is closed.
final class MemorySnapshot implements Table, AutoCloseable {
    private final MemoryTable table;
    private final TableVersion version;

    /// Takes over a reference of the version.
    MemorySnapshot(MemoryTable table, TableVersion version) {
        this.table = table;
        this.version = version;
    }

    @Override
    public Schema schema() {
        return table.schema();
    }

    @Override
    public boolean hasRowIds() {
        return true;
    }

    @Override
    public TableStatistics statistics() {
        List<ColumnStatistics> columns = new ArrayList<>();
        for (int column = 0; column < schema().size(); column++) {
            columns.add(statistics(column));
        }
        return new TableStatistics(version.numRows(), columns);
    }

    private ColumnStatistics statistics(int column) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        long nulls = 0;
        long rows = 0;
        boolean isKnown = !version.parts().isEmpty();
        for (TableVersion.Part part : version.parts()) {
            ColumnRange range = part.chunk().range(column);
            rows += part.chunk().numRows();
            nulls += range.nullCount();
            isKnown &= range.isKnown() || range.nullCount() == part.chunk().numRows();
            if (range.isKnown()) {
                min = Math.min(min, range.min());
                max = Math.max(max, range.max());
            }
        }
        double nullFraction = rows == 0 ? 0 : (double) nulls / rows;
        if (!isKnown || min > max) {
            return new ColumnStatistics(null, null, -1, nullFraction, -1);
        }
        DataType type = schema().type(column);
        double distinct = Math.min((double) rows - nulls, (double) max - min + 1);
        return new ColumnStatistics(value(min, type), value(max, type), distinct, nullFraction, -1);
    }

    private static @Nullable Object value(long value, DataType type) {
        return type.isDecimal() ? BigInteger.valueOf(value) : (Object) value;
    }

    @Override
    public Source scan(ScanRequest request) {
        return new MemorySource(version, request.columns(), schema().size());
    }

    @Override
    public Sink write(WriteRequest request) {
        return table.write(request);
    }

    @Override
    public void close() {
        version.release();
    }
}
