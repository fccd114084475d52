package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.value.JdbcTypes;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;

/** Describes the columns of a result. */
final class SabotResultSetMetaData implements ResultSetMetaData, Unwrappable {
    private final List<ColumnDescriptor> columns;

    SabotResultSetMetaData(List<ColumnDescriptor> columns) {
        this.columns = columns;
    }

    private ColumnDescriptor column(int index) throws SQLException {
        if (index < 1 || index > columns.size()) {
            throw SqlErrors.of("07009", "column " + index + " of " + columns.size());
        }
        return columns.get(index - 1);
    }

    @Override
    public int getColumnCount() {
        return columns.size();
    }

    @Override
    public boolean isAutoIncrement(int column) throws SQLException {
        return column(column).autoIncrement();
    }

    @Override
    public boolean isCaseSensitive(int column) throws SQLException {
        return JdbcTypes.isText(column(column).type());
    }

    @Override
    public boolean isSearchable(int column) throws SQLException {
        column(column);
        return true;
    }

    @Override
    public boolean isCurrency(int column) throws SQLException {
        column(column);
        return false;
    }

    @Override
    public int isNullable(int column) throws SQLException {
        return column(column).nullable() ? columnNullable : columnNoNulls;
    }

    @Override
    public boolean isSigned(int column) throws SQLException {
        return JdbcTypes.isSigned(column(column).type());
    }

    @Override
    public int getColumnDisplaySize(int column) throws SQLException {
        return JdbcTypes.displaySize(column(column));
    }

    @Override
    public String getColumnLabel(int column) throws SQLException {
        return column(column).label();
    }

    @Override
    public String getColumnName(int column) throws SQLException {
        return column(column).name();
    }

    @Override
    public String getSchemaName(int column) throws SQLException {
        return column(column).schema();
    }

    @Override
    public int getPrecision(int column) throws SQLException {
        return JdbcTypes.precision(column(column));
    }

    @Override
    public int getScale(int column) throws SQLException {
        return JdbcTypes.scale(column(column));
    }

    @Override
    public String getTableName(int column) throws SQLException {
        return column(column).table();
    }

    @Override
    public String getCatalogName(int column) throws SQLException {
        return column(column).catalog();
    }

    @Override
    public int getColumnType(int column) throws SQLException {
        return column(column).jdbcType();
    }

    /** Returns the base name, or for nested types the whole type. */
    @Override
    public String getColumnTypeName(int column) throws SQLException {
        ColumnDescriptor descriptor = column(column);
        SqlType type = descriptor.type();
        boolean isNested = type == SqlType.ARRAY || type == SqlType.ROW || type == SqlType.MAP;
        return isNested ? descriptor.typeText() : descriptor.typeName();
    }

    @Override
    public boolean isReadOnly(int column) throws SQLException {
        column(column);
        return true;
    }

    @Override
    public boolean isWritable(int column) throws SQLException {
        return !isReadOnly(column);
    }

    @Override
    public boolean isDefinitelyWritable(int column) throws SQLException {
        return !isReadOnly(column);
    }

    @Override
    public String getColumnClassName(int column) throws SQLException {
        return JdbcTypes.javaClass(column(column).type()).getName();
    }
}
