package dev.sabot.jdbc.session;

import java.util.Objects;

/** One column of an index. */
public final class IndexColumnInfo {
    private final TableName table;
    private final String indexName;
    private final boolean unique;
    private final int sequence;
    private final String column;

    public IndexColumnInfo(
            TableName table, String indexName, boolean unique, int sequence, String column) {
        this.table = Objects.requireNonNull(table);
        this.indexName = Objects.requireNonNull(indexName);
        this.unique = unique;
        this.sequence = sequence;
        this.column = Objects.requireNonNull(column);
    }

    public TableName table() {
        return table;
    }

    public String indexName() {
        return indexName;
    }

    public boolean unique() {
        return unique;
    }

    /** Returns the place in the index, counted from 1. */
    public int sequence() {
        return sequence;
    }

    public String column() {
        return column;
    }
}
