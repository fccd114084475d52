package dev.sabot.jdbc.value;

import dev.sabot.jdbc.error.SqlErrors;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;

/** A text on the heap as a CLOB; positions count from 1. */
public final class SabotClob implements NClob {
    private final StringBuilder text;
    private boolean freed;

    public SabotClob(String text) {
        this.text = new StringBuilder(text);
    }

    @Override
    public long length() throws SQLException {
        return open().length();
    }

    @Override
    public String getSubString(long position, int length) throws SQLException {
        int start = offset(position);
        if (length < 0) {
            throw SqlErrors.badArgument("negative length: " + length);
        }
        return text.substring(start, (int) Math.min(text.length(), (long) start + length));
    }

    @Override
    public Reader getCharacterStream() throws SQLException {
        return new StringReader(open().toString());
    }

    @Override
    public Reader getCharacterStream(long position, long length) throws SQLException {
        return new StringReader(getSubString(position, (int) Math.min(length, Integer.MAX_VALUE)));
    }

    @Override
    public InputStream getAsciiStream() throws SQLException {
        return new ByteArrayInputStream(open().toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public long position(String wanted, long start) throws SQLException {
        int found = open().indexOf(wanted, offset(start));
        return found < 0 ? -1 : found + 1L;
    }

    @Override
    public long position(Clob wanted, long start) throws SQLException {
        return position(wanted.getSubString(1, (int) wanted.length()), start);
    }

    @Override
    public int setString(long position, String value) throws SQLException {
        int start = offset(position);
        text.replace(start, Math.min(text.length(), start + value.length()), value);
        return value.length();
    }

    @Override
    public int setString(long position, String value, int offset, int length) throws SQLException {
        return setString(position, value.substring(offset, offset + length));
    }

    @Override
    public OutputStream setAsciiStream(long position) throws SQLException {
        offset(position);
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                SabotClob.this.write(position, toString(StandardCharsets.US_ASCII));
            }
        };
    }

    @Override
    public Writer setCharacterStream(long position) throws SQLException {
        offset(position);
        return new StringWriter() {
            @Override
            public void close() {
                SabotClob.this.write(position, toString());
            }
        };
    }

    @Override
    public void truncate(long length) throws SQLException {
        text.setLength(Math.min(offset(length + 1), text.length()));
    }

    @Override
    public void free() {
        freed = true;
        text.setLength(0);
    }

    private void write(long position, String value) {
        int start = (int) position - 1;
        text.replace(start, Math.min(text.length(), start + value.length()), value);
    }

    private StringBuilder open() throws SQLException {
        if (freed) {
            throw SqlErrors.badArgument("the CLOB has been freed");
        }
        return text;
    }

    private int offset(long position) throws SQLException {
        if (position < 1 || position > open().length() + 1L) {
            throw SqlErrors.badArgument("position " + position + " in a CLOB of " + text.length());
        }
        return (int) position - 1;
    }
}
