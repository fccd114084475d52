package dev.sabot.jdbc.arrow;

import dev.sabot.jdbc.session.Layout;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.wire.Malformed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies numbers that Arrow stores otherwise than the driver reads them. */
final class Widening {
    private Widening() {}

    /** Returns the values of a column in its layout and unit. */
    static ByteBuffer convert(ArrowColumn column, ByteBuffer data, int rows)
            throws SessionException {
        Storage storage = column.storage();
        require(data, rows, storage);
        int width = column.layout().widthBytes();
        ByteBuffer target = ByteBuffer.allocate(rows * width).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < rows; row++) {
            // A value of a NULL row is anything: it may not overflow.
            long value =
                    Math.floorDiv(value(storage, data, row), column.divisor()) * column.factor();
            if (column.layout() == Layout.INT64) {
                target.putLong(value);
            } else if (column.layout() == Layout.INT32) {
                target.putInt((int) value);
            } else {
                target.putShort((short) value);
            }
        }
        return target.flip();
    }

    /** Returns indexes as 32-bit integers. */
    static ByteBuffer toInt(Storage storage, ByteBuffer data, int rows) throws SessionException {
        require(data, rows, storage);
        ByteBuffer target = ByteBuffer.allocate(rows * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < rows; row++) {
            target.putInt((int) value(storage, data, row));
        }
        return target.flip();
    }

    private static void require(ByteBuffer data, int rows, Storage storage)
            throws SessionException {
        if ((long) rows * storage.widthBytes() > data.remaining()) {
            throw Malformed.message(
                    rows + " values of " + storage + " in " + data.remaining() + " bytes");
        }
    }

    private static long value(Storage storage, ByteBuffer data, int row) {
        switch (storage) {
            case INT8:
                return data.get(row);
            case UINT8:
                return data.get(row) & 0xff;
            case INT16:
                return data.getShort(row * 2);
            case UINT16:
                return data.getShort(row * 2) & 0xffff;
            case INT32:
                return data.getInt(row * 4);
            case UINT32:
                return data.getInt(row * 4) & 0xffff_ffffL;
            case INT64:
                return data.getLong(row * 8);
            default:
                throw new AssertionError(storage);
        }
    }
}
