package dev.sabot.bench.rows;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A whole result as Java values.
///
/// @param labels the names of the columns
/// @param rows as many values each as there are labels
public record ResultRows(List<String> labels, List<List<@Nullable Object>> rows) {

    /// Fetches every row.
    public static ResultRows read(ResultSet result) throws SQLException {
        ResultSetMetaData metaData = result.getMetaData();
        List<String> labels = new ArrayList<>();
        for (int column = 1; column <= metaData.getColumnCount(); column++) {
            labels.add(metaData.getColumnLabel(column));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (result.next()) {
            @Nullable Object[] row = new @Nullable Object[labels.size()];
            for (int column = 0; column < row.length; column++) {
                row[column] = result.getObject(column + 1);
            }
            rows.add(Arrays.asList(row));
        }
        return new ResultRows(labels, rows);
    }

    int numRows() {
        return rows.size();
    }

    int numColumns() {
        return labels.size();
    }

    @Nullable Object value(int row, int column) {
        return rows.get(row).get(column);
    }
}
