package dev.sabot.connector.filesystem;

import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Columns that are the same for all rows of a file: those of folders named `key=value`, then the
/// path.
///
/// A key whose values are all integers is BIGINT, else VARCHAR. `__HIVE_DEFAULT_PARTITION__` is
/// null.
///
/// @param values by file and column, in the Java form of filter domains
record ExtraColumns(List<Field> fields, List<List<@Nullable Object>> values) {
    private static final String NULL_FOLDER = "__HIVE_DEFAULT_PARTITION__";

    static ExtraColumns find(List<FileInfo> files, boolean hivePartitioning, boolean filename) {
        List<Map<String, String>> keys = new ArrayList<>();
        for (FileInfo file : files) {
            keys.add(hivePartitioning ? keys(file.path()) : Map.of());
        }
        List<Field> fields = new ArrayList<>();
        for (String key : keys.get(0).keySet()) {
            boolean isInteger =
                    keys.stream().allMatch(known -> isIntegerOrNull(known.getOrDefault(key, "")));
            fields.add(Field.of(key, isInteger ? DataType.BIGINT : DataType.VARCHAR));
        }
        if (filename) {
            fields.add(new Field("filename", DataType.VARCHAR, false));
        }
        List<List<@Nullable Object>> values = new ArrayList<>();
        for (int index = 0; index < files.size(); index++) {
            String path = files.get(index).path();
            if (!keys.get(index).keySet().equals(keys.get(0).keySet())) {
                throw new SabotException(
                        ErrorCode.TYPE_MISMATCH,
                        path
                                + " is in folders for "
                                + keys.get(index).keySet()
                                + ", others for "
                                + keys.get(0).keySet());
            }
            List<@Nullable Object> row = new ArrayList<>();
            for (Field field : fields) {
                String text = keys.get(index).get(field.name());
                row.add(text == null ? path : value(text, field.type()));
            }
            values.add(row);
        }
        return new ExtraColumns(fields, values);
    }

    /// Returns the index of a column by name, compared without case, or -1.
    int indexOf(String name) {
        for (int index = 0; index < fields.size(); index++) {
            if (fields.get(index).name().equalsIgnoreCase(name)) {
                return index;
            }
        }
        return -1;
    }

    private static Map<String, String> keys(String path) {
        Map<String, String> keys = new LinkedHashMap<>();
        String[] parts = path.split("/");
        for (int index = 0; index < parts.length - 1; index++) {
            int equals = parts[index].indexOf('=');
            if (equals > 0) {
                String value = parts[index].substring(equals + 1);
                keys.put(parts[index].substring(0, equals), decode(value));
            }
        }
        return keys;
    }

    private static String decode(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return value;
        }
    }

    private static boolean isIntegerOrNull(String text) {
        return text.equals(NULL_FOLDER) || text.matches("-?(0|[1-9][0-9]{0,17})");
    }

    private static @Nullable Object value(String text, DataType type) {
        if (text.equals(NULL_FOLDER)) {
            return null;
        }
        return type.equals(DataType.BIGINT) ? (Object) Long.valueOf(text) : text;
    }
}
