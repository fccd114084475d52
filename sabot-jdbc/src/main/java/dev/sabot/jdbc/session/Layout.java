package dev.sabot.jdbc.session;

/** How the buffers of a column are laid out; little endian throughout, as in Arrow. */
public enum Layout {
    /** No buffers: every row is NULL. */
    NULL(0),
    /** One bit per row, lowest bit first. */
    BIT(0),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    /** Two's complement, lowest byte first. */
    INT128(16),
    FLOAT32(4),
    FLOAT64(8),
    /** Sixteen bytes in the order written: UUID. */
    BYTES16(16),
    /** rowCount + 1 int32 offsets into the data. */
    VARLEN(0),
    /** rowCount + 1 int32 offsets into the rows of the only child. */
    LIST(0),
    /** One child per field, each as long as the column. */
    STRUCT(0),
    /** int32 indexes into another column, the dictionary. */
    DICTIONARY(4);

    private final int widthBytes;

    Layout(int widthBytes) {
        this.widthBytes = widthBytes;
    }

    /**
     * Returns the bytes of one row in the data buffer, or 0 where rows have no fixed whole width.
     */
    public int widthBytes() {
        return widthBytes;
    }
}
