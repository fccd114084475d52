package dev.sabot.console.output;

import dev.sabot.jdbc.SabotResultSet;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads the rows of a JDBC result set.
public final class ResultSetRows implements Rows {
    private final ResultSet resultSet;
    private final List<Column> columns;
    private final boolean endIsKnown;
    private final boolean neverEnd;

    /// Reads rows of a statement that ends, or of which nothing is known.
    public ResultSetRows(ResultSet resultSet, boolean endIsKnown) throws SQLException {
        this(resultSet, endIsKnown, false);
    }

    /// @param neverEnd whether the rows come until the query is cancelled
    public ResultSetRows(ResultSet resultSet, boolean endIsKnown, boolean neverEnd)
            throws SQLException {
        this.neverEnd = neverEnd;
        this.resultSet = resultSet;
        this.columns = columnsOf(resultSet.getMetaData());
        this.endIsKnown = endIsKnown;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() throws SQLException {
        return resultSet.next();
    }

    @Override
    public @Nullable String text(int column) throws SQLException {
        return resultSet.getString(column + 1);
    }

    @Override
    public @Nullable Object value(int column) throws SQLException {
        if (!(resultSet instanceof SabotResultSet)) {
            return resultSet.getObject(column + 1);
        }
        // As structs of JDBC, rows would have lost the names of their fields.
        return switch (columns.get(column).kind()) {
            case ARRAY -> resultSet.getObject(column + 1, List.class);
            case OBJECT -> resultSet.getObject(column + 1, Map.class);
            case NUMBER, BOOLEAN, JSON, TEXT -> resultSet.getObject(column + 1);
        };
    }

    @Override
    public boolean endIsKnown() {
        return endIsKnown;
    }

    @Override
    public boolean neverEnd() {
        return neverEnd;
    }

    @Override
    public @Nullable RowWindow ends(int limit, int width) throws SQLException {
        return BlockEnds.canRead(resultSet)
                ? new BlockEnds((SabotResultSet) resultSet, limit).read(width)
                : null;
    }

    private static List<Column> columnsOf(ResultSetMetaData metaData) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int index = 1; index <= metaData.getColumnCount(); index++) {
            String typeName = metaData.getColumnTypeName(index);
            int type = metaData.getColumnType(index);
            columns.add(
                    new Column(
                            metaData.getColumnLabel(index),
                            shownType(metaData, index, typeName, type),
                            kindOf(type, typeName)));
        }
        return List.copyOf(columns);
    }

    private static String shownType(
            ResultSetMetaData metaData, int index, String typeName, int type) throws SQLException {
        boolean isDecimal = type == Types.DECIMAL || type == Types.NUMERIC;
        if (!isDecimal || typeName.contains("(")) {
            return typeName;
        }
        return typeName + "(" + metaData.getPrecision(index) + "," + metaData.getScale(index) + ")";
    }

    private static Column.Kind kindOf(int type, String typeName) {
        String name = typeName.toUpperCase(Locale.ROOT);
        if (name.equals("JSON")) {
            return Column.Kind.JSON;
        }
        return switch (type) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.DECIMAL,
                    Types.NUMERIC ->
                    Column.Kind.NUMBER;
            case Types.BOOLEAN, Types.BIT -> Column.Kind.BOOLEAN;
            case Types.ARRAY -> Column.Kind.ARRAY;
            case Types.STRUCT -> Column.Kind.OBJECT;
            // JDBC has no constant for maps.
            case Types.OTHER -> name.startsWith("MAP") ? Column.Kind.OBJECT : Column.Kind.TEXT;
            default -> Column.Kind.TEXT;
        };
    }
}
