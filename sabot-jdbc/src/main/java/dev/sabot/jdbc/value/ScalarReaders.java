package dev.sabot.jdbc.value;

import dev.sabot.jdbc.session.ColumnData;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.Layout;
import dev.sabot.jdbc.session.SqlType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.UUID;

/** Readers of numbers, texts and bytes. */
final class ScalarReaders {
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private ScalarReaders() {}

    /** A column without values. */
    static final class Null extends ColumnReader {
        Null(ColumnDescriptor descriptor) {
            super(descriptor);
        }

        // The engine keeps NULLs in a column of any layout.
        @Override
        void attach(ColumnData flat) {}

        @Override
        Object read(int index) throws SQLException {
            throw unexpected(Layout.NULL);
        }
    }

    /** BOOLEAN. */
    static final class Bool extends ColumnReader {
        private ByteBuffer data = EMPTY;

        Bool(ColumnDescriptor descriptor) {
            super(descriptor);
        }

        @Override
        void attach(ColumnData flat) throws SQLException {
            expect(flat, Layout.BIT);
            data = flat.data();
        }

        @Override
        Object read(int index) {
            return (data.get(index >> 3) >> (index & 7) & 1) != 0;
        }
    }

    /** TINYINT to BIGINT; the width is the layout's, which may be narrower than the type. */
    static final class Whole extends ColumnReader {
        private final boolean isBig;
        private ByteBuffer data = EMPTY;
        private int widthBytes;

        Whole(ColumnDescriptor descriptor) {
            super(descriptor);
            this.isBig = descriptor.type() == SqlType.BIGINT;
        }

        @Override
        void attach(ColumnData flat) throws SQLException {
            switch (flat.layout()) {
                case INT8:
                case INT16:
                case INT32:
                    break;
                case INT64:
                    if (isBig) {
                        break;
                    }
                    throw unexpected(flat.layout());
                default:
                    throw unexpected(flat.layout());
            }
            data = flat.data();
            widthBytes = flat.layout().widthBytes();
        }

        @Override
        Object read(int index) {
            long value = readLong(index);
            if (isBig) {
                return value;
            }
            return (int) value;
        }

        @Override
        public boolean isWhole() {
            return true;
        }

        @Override
        long readLong(int index) {
            switch (widthBytes) {
                case 8:
                    return data.getLong(index * 8);
                case 4:
                    return data.getInt(index * 4);
                case 2:
                    return data.getShort(index * 2);
                default:
                    return data.get(index);
            }
        }
    }

    /** REAL and DOUBLE. */
    static final class Real extends ColumnReader {
        private final boolean isDouble;
        private ByteBuffer data = EMPTY;

        Real(ColumnDescriptor descriptor) {
            super(descriptor);
            this.isDouble = descriptor.type() == SqlType.DOUBLE;
        }

        @Override
        void attach(ColumnData flat) throws SQLException {
            expect(flat, isDouble ? Layout.FLOAT64 : Layout.FLOAT32);
            data = flat.data();
        }

        @Override
        Object read(int index) {
            if (isDouble) {
                return data.getDouble(index * 8);
            }
            return data.getFloat(index * 4);
        }

        @Override
        public boolean isReal() {
            return true;
        }

        @Override
        double readDouble(int index) {
            return isDouble ? data.getDouble(index * 8) : data.getFloat(index * 4);
        }
    }

    /** DECIMAL, unscaled in 4, 8 or 16 bytes. */
    static final class Decimal extends ColumnReader {
        private ByteBuffer data = EMPTY;
        private int widthBytes;

        Decimal(ColumnDescriptor descriptor) {
            super(descriptor);
        }

        @Override
        void attach(ColumnData flat) throws SQLException {
            switch (flat.layout()) {
                case INT32:
                case INT64:
                case INT128:
                    data = flat.data();
                    widthBytes = flat.layout().widthBytes();
                    break;
                default:
                    throw unexpected(flat.layout());
            }
        }

        @Override
        Object read(int index) {
            int scale = descriptor().scale();
            switch (widthBytes) {
                case 4:
                    return BigDecimal.valueOf(data.getInt(index * 4), scale);
                case 8:
                    return BigDecimal.valueOf(data.getLong(index * 8), scale);
                default:
                    return wide(data.getLong(index * 16), data.getLong(index * 16 + 8), scale);
            }
        }

        private static BigDecimal wide(long low, long high, int scale) {
            if (high == low >> 63) {
                return BigDecimal.valueOf(low, scale);
            }
            byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
            return new BigDecimal(new BigInteger(bytes), scale);
        }
    }

    /** Values of varying length. */
    abstract static class Varying extends ColumnReader {
        private ByteBuffer offsets = EMPTY;
        private ByteBuffer data = EMPTY;

        Varying(ColumnDescriptor descriptor) {
            super(descriptor);
        }

        @Override
        void attach(ColumnData flat) throws SQLException {
            expect(flat, Layout.VARLEN);
            offsets = flat.offsets();
            data = flat.data().duplicate();
        }

        final byte[] bytes(int index) {
            int start = offsets.getInt(index * 4);
            byte[] bytes = new byte[offsets.getInt(index * 4 + 4) - start];
            data.position(start);
            data.get(bytes);
            return bytes;
        }
    }

    /** CHAR, VARCHAR and JSON. */
    static final class Text extends Varying {
        Text(ColumnDescriptor descriptor) {
            super(descriptor);
        }

        @Override
        Object read(int index) {
            return new String(bytes(index), StandardCharsets.UTF_8);
        }
    }

    /** VARBINARY. */
    static final class Bytes extends Varying {
        Bytes(ColumnDescriptor descriptor) {
            super(descriptor);
        }

        @Override
        Object read(int index) {
            return bytes(index);
        }
    }

    /** UUID. */
    static final class Uuid extends ColumnReader {
        private ByteBuffer data = EMPTY;

        Uuid(ColumnDescriptor descriptor) {
            super(descriptor);
        }

        @Override
        void attach(ColumnData flat) throws SQLException {
            expect(flat, Layout.BYTES16);
            data = flat.data().duplicate().order(ByteOrder.BIG_ENDIAN);
        }

        @Override
        Object read(int index) {
            return new UUID(data.getLong(index * 16), data.getLong(index * 16 + 8));
        }
    }
}
