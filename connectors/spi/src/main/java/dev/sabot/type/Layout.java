package dev.sabot.type;

/// Says how the values of a flat column lie in memory; all integers are little-endian.
public enum Layout {
    /// One bit per row, least significant bit first.
    BIT(0),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    /// Two's complement in 16 bytes, low word first.
    INT128(16),
    FLOAT32(4),
    FLOAT64(8),
    /// `rows + 1` int32 offsets into a byte buffer.
    VARLEN(-1),
    /// `rows + 1` int32 offsets into one child column.
    LIST(-1),
    /// One child column per field, each as long as the parent.
    STRUCT(-1);

    private final int byteWidth;

    Layout(int byteWidth) {
        this.byteWidth = byteWidth;
    }

    /// Returns the bytes per value of a fixed-width layout, 0 for BIT, -1 for nested and
    /// variable-length layouts.
    public int byteWidth() {
        return byteWidth;
    }

    /// Says whether each value takes a whole number of bytes at `row * byteWidth()`.
    public boolean isFixedWidth() {
        return byteWidth > 0;
    }
}
