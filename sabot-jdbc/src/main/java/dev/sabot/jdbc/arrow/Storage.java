package dev.sabot.jdbc.arrow;

import dev.sabot.jdbc.session.Layout;

/** How Arrow stores a column: its buffers, and the layout that they become. */
enum Storage {
    NULL(0, Layout.NULL),
    BIT(0, Layout.BIT),
    INT8(1, Layout.INT8),
    INT16(2, Layout.INT16),
    INT32(4, Layout.INT32),
    INT64(8, Layout.INT64),
    /** Without sign, so that it needs the next wider layout. */
    UINT8(1, Layout.INT16),
    UINT16(2, Layout.INT32),
    UINT32(4, Layout.INT64),
    FLOAT32(4, Layout.FLOAT32),
    FLOAT64(8, Layout.FLOAT64),
    INT128(16, Layout.INT128),
    BYTES16(16, Layout.BYTES16),
    VARLEN(0, Layout.VARLEN),
    LIST(0, Layout.LIST),
    STRUCT(0, Layout.STRUCT);

    private final int widthBytes;
    private final Layout layout;

    Storage(int widthBytes, Layout layout) {
        this.widthBytes = widthBytes;
        this.layout = layout;
    }

    /** Returns the bytes of a value in the data buffer, 0 where values have no fixed width. */
    int widthBytes() {
        return widthBytes;
    }

    Layout layout() {
        return layout;
    }
}
