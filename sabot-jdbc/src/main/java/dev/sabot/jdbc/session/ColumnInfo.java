package dev.sabot.jdbc.session;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** A column of a table; the descriptor carries the table's name. */
public final class ColumnInfo {
    private final ColumnDescriptor descriptor;
    private final int position;
    private final @Nullable String defaultValue;
    private final String remarks;
    private final boolean generated;

    /**
     * @param position counted from 1
     * @param defaultValue the default as SQL text, or null
     * @param remarks the comment, or the empty string
     * @param generated whether the value is computed and cannot be written
     */
    public ColumnInfo(
            ColumnDescriptor descriptor,
            int position,
            @Nullable String defaultValue,
            String remarks,
            boolean generated) {
        this.descriptor = Objects.requireNonNull(descriptor);
        this.position = position;
        this.defaultValue = defaultValue;
        this.remarks = Objects.requireNonNull(remarks);
        this.generated = generated;
    }

    public ColumnDescriptor descriptor() {
        return descriptor;
    }

    public int position() {
        return position;
    }

    public @Nullable String defaultValue() {
        return defaultValue;
    }

    public String remarks() {
        return remarks;
    }

    public boolean generated() {
        return generated;
    }
}
