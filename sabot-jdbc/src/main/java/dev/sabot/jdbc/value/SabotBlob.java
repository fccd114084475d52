package dev.sabot.jdbc.value;

import dev.sabot.jdbc.error.SqlErrors;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.Arrays;

/** Bytes on the heap as a BLOB; positions count from 1. */
public final class SabotBlob implements Blob {
    private byte[] bytes;
    private boolean freed;

    public SabotBlob(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    @Override
    public long length() throws SQLException {
        return open().length;
    }

    @Override
    public byte[] getBytes(long position, int length) throws SQLException {
        int start = offset(position);
        if (length < 0) {
            throw SqlErrors.badArgument("negative length: " + length);
        }
        return Arrays.copyOfRange(
                bytes, start, (int) Math.min(bytes.length, (long) start + length));
    }

    @Override
    public InputStream getBinaryStream() throws SQLException {
        return new ByteArrayInputStream(open());
    }

    @Override
    public InputStream getBinaryStream(long position, long length) throws SQLException {
        return new ByteArrayInputStream(
                getBytes(position, (int) Math.min(length, Integer.MAX_VALUE)));
    }

    @Override
    public long position(byte[] wanted, long start) throws SQLException {
        for (int at = offset(start); at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at + 1L;
            }
        }
        return -1;
    }

    @Override
    public long position(Blob wanted, long start) throws SQLException {
        return position(wanted.getBytes(1, (int) wanted.length()), start);
    }

    @Override
    public int setBytes(long position, byte[] value) throws SQLException {
        return setBytes(position, value, 0, value.length);
    }

    @Override
    public int setBytes(long position, byte[] value, int offset, int length) throws SQLException {
        offset(position);
        write(position, Arrays.copyOfRange(value, offset, offset + length));
        return length;
    }

    @Override
    public OutputStream setBinaryStream(long position) throws SQLException {
        offset(position);
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                SabotBlob.this.write(position, toByteArray());
            }
        };
    }

    @Override
    public void truncate(long length) throws SQLException {
        bytes = Arrays.copyOf(bytes, offset(length + 1));
    }

    @Override
    public void free() {
        freed = true;
        bytes = new byte[0];
    }

    private void write(long position, byte[] value) {
        int start = (int) position - 1;
        byte[] grown = Arrays.copyOf(bytes, Math.max(bytes.length, start + value.length));
        System.arraycopy(value, 0, grown, start, value.length);
        bytes = grown;
    }

    private byte[] open() throws SQLException {
        if (freed) {
            throw SqlErrors.badArgument("the BLOB has been freed");
        }
        return bytes;
    }

    private int offset(long position) throws SQLException {
        if (position < 1 || position > open().length + 1L) {
            throw SqlErrors.badArgument("position " + position + " in a BLOB of " + bytes.length);
        }
        return (int) position - 1;
    }
}
