package dev.sabot.format.parquet;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The oracle: another engine writes files and reads them.
final class DuckDb implements AutoCloseable {
    private final Connection connection;

    DuckDb() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET threads = 1");
        execute("SET TimeZone = 'UTC'");
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<List<@Nullable Object>> query(String sql) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(canonical(result.getObject(column)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /// Gives values of both engines one form.
    static @Nullable Object canonical(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Byte number -> number.longValue();
            case Short number -> number.longValue();
            case Integer number -> number.longValue();
            case BigInteger number -> new BigDecimal(number);
            case BigDecimal number ->
                    number.scale() == 0 ? new BigDecimal(number.unscaledValue()) : number;
            case Blob blob -> HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
            case byte[] bytes -> new String(bytes, StandardCharsets.ISO_8859_1);
            case java.util.UUID uuid -> uuid.toString();
            case Array array -> canonicalList(Arrays.asList((Object[]) array.getArray()));
            case List<?> list -> canonicalList(list);
            case Struct struct -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                Map<String, Object> named = ((org.duckdb.DuckDBStruct) struct).getMap();
                for (Map.Entry<String, Object> field : named.entrySet()) {
                    fields.put(field.getKey(), canonical(field.getValue()));
                }
                yield fields;
            }
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    entries.put(canonical(entry.getKey()), canonical(entry.getValue()));
                }
                yield entries;
            }
            default -> value;
        };
    }

    private static List<@Nullable Object> canonicalList(List<?> list) throws SQLException {
        List<@Nullable Object> items = new ArrayList<>();
        for (Object item : list) {
            items.add(canonical(item));
        }
        return items;
    }

    static List<List<@Nullable Object>> canonical(List<List<@Nullable Object>> rows)
            throws SQLException {
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            all.add(canonicalList(row));
        }
        return all;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
