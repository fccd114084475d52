package dev.sabot.connector.tpch;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;

import io.trino.tpch.TpchEntity;

import org.jspecify.annotations.Nullable;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/// Generates a table in parts of about as many rows each; the generator starts anywhere at once.
record GeneratedSource<E extends TpchEntity>(
        TableDefinition<E> definition, double scale, ScanRequest request) implements Source {
    private static final int SPLIT_ROWS = 65_536;
    private static final int MAX_SPLITS = 65_536;

    /// One of the equal parts of a table, counted from 1.
    private record Part(String table, int part, int numParts, long estimatedRows)
            implements Split, Serializable {
        @Override
        public String describe() {
            return table + " part " + part + " of " + numParts;
        }
    }

    @Override
    public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
        double rows = definition.rows(scale);
        long wanted = Math.min((long) Math.ceil(rows / SPLIT_ROWS), MAX_SPLITS);
        int numParts = (int) Math.max(1, Math.min(wanted, definition.units(scale)));
        List<Split> splits = new ArrayList<>();
        for (int part = 1; part <= numParts; part++) {
            splits.add(new Part(definition.name(), part, numParts, (long) (rows / numParts)));
        }
        return splits;
    }

    @Override
    public boolean appliesFilter() {
        return false;
    }

    @Override
    public SplitReader open(Split split, @Nullable ScanFilter filter, ConnectorContext context) {
        Part part = (Part) split;
        long limit = filter == null ? request.limit() : -1;
        Iterable<E> rows =
                definition.generator().createGenerator(scale, part.part(), part.numParts());
        List<ColumnDefinition<E>> columns =
                request.columns().stream().map(definition.columns()::get).toList();
        return new GeneratedReader<>(rows.iterator(), columns, limit, context);
    }
}
