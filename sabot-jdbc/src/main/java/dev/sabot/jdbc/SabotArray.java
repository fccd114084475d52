package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.value.BlockBuilder;
import dev.sabot.jdbc.value.ParameterConverter;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A value of an ARRAY type, or one to bind to a parameter. It lives on the heap and stays valid
 * after its result has closed.
 */
final class SabotArray implements Array {
    private final ColumnDescriptor element;
    private @Nullable Object @Nullable [] elements;

    /** @param elements objects as getObject returns them, or as the application gave them */
    SabotArray(ColumnDescriptor element, @Nullable Object[] elements) {
        this.element = element;
        this.elements = elements;
    }

    @Override
    public String getBaseTypeName() {
        return element.typeName();
    }

    @Override
    public int getBaseType() {
        return element.jdbcType();
    }

    @Override
    public Object getArray() throws SQLException {
        return open().clone();
    }

    @Override
    public Object getArray(@Nullable Map<String, Class<?>> typeMap) throws SQLException {
        return getArray();
    }

    @Override
    public Object getArray(long index, int count) throws SQLException {
        int from = from(index, count);
        return Arrays.copyOfRange(open(), from, from + count);
    }

    @Override
    public Object getArray(long index, int count, @Nullable Map<String, Class<?>> typeMap)
            throws SQLException {
        return getArray(index, count);
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        return getResultSet(1, open().length);
    }

    @Override
    public ResultSet getResultSet(@Nullable Map<String, Class<?>> typeMap) throws SQLException {
        return getResultSet();
    }

    /** Returns rows of INDEX, counted from 1, and VALUE. */
    @Override
    public ResultSet getResultSet(long index, int count) throws SQLException {
        int from = from(index, count);
        JdbcObjects objects = new JdbcObjects(ZoneId.systemDefault());
        ParameterConverter converter = new ParameterConverter(objects.converter());
        List<ColumnDescriptor> columns =
                List.of(ColumnDescriptor.of("INDEX", SqlType.BIGINT), element);
        BlockBuilder rows = new BlockBuilder(columns);
        for (int i = from; i < from + count; i++) {
            rows.row(Arrays.asList(i + 1L, converter.convert(open()[i], element, null)));
        }
        return SabotResultSet.ofRows(null, columns, rows.build(), objects);
    }

    @Override
    public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> typeMap)
            throws SQLException {
        return getResultSet(index, count);
    }

    @Override
    public void free() {
        elements = null;
    }

    private @Nullable Object[] open() throws SQLException {
        @Nullable Object[] current = elements;
        if (current == null) {
            throw SqlErrors.badArgument("the array has been freed");
        }
        return current;
    }

    private int from(long index, int count) throws SQLException {
        if (index < 1 || count < 0 || index - 1 + count > open().length) {
            throw SqlErrors.badArgument(
                    count + " elements from " + index + " of an array of " + open().length);
        }
        return (int) index - 1;
    }

    @Override
    public String toString() {
        return Arrays.deepToString(elements);
    }
}
