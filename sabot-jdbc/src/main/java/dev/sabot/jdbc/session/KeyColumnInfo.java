package dev.sabot.jdbc.session;

import java.util.Objects;

/** One column of a primary key. */
public final class KeyColumnInfo {
    private final TableName table;
    private final String column;
    private final int sequence;
    private final String keyName;

    public KeyColumnInfo(TableName table, String column, int sequence, String keyName) {
        this.table = Objects.requireNonNull(table);
        this.column = Objects.requireNonNull(column);
        this.sequence = sequence;
        this.keyName = Objects.requireNonNull(keyName);
    }

    public TableName table() {
        return table;
    }

    public String column() {
        return column;
    }

    /** Returns the place in the key, counted from 1. */
    public int sequence() {
        return sequence;
    }

    /** Returns the name of the constraint, or the empty string. */
    public String keyName() {
        return keyName;
    }
}
