package dev.sabot.jdbc.session;

import java.util.Objects;

/** A table, view or other relation. */
public final class TableInfo {
    private final TableName name;
    private final String type;
    private final String remarks;

    public TableInfo(TableName name, String type, String remarks) {
        this.name = Objects.requireNonNull(name);
        this.type = Objects.requireNonNull(type);
        this.remarks = Objects.requireNonNull(remarks);
    }

    public TableName name() {
        return name;
    }

    /** Returns one of {@link SessionMetadata#tableTypes}. */
    public String type() {
        return type;
    }

    /** Returns the comment, or the empty string. */
    public String remarks() {
        return remarks;
    }
}
