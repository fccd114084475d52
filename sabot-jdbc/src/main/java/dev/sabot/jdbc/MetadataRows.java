package dev.sabot.jdbc;

import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.value.BlockBuilder;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the rows of a metadata result, whose columns JDBC prescribes. */
final class MetadataRows {
    private final List<ColumnDescriptor> columns = new ArrayList<>();
    private final BlockBuilder rows;

    /**
     * @param layout the columns in order, parted by blanks, each a name, a colon and the first
     *     letter
     *     of its type: String, Integer, sHort, Long, Boolean; a small letter means that it is never
     *     NULL
     */
    MetadataRows(String layout) {
        for (String column : layout.split(" ")) {
            int colon = column.indexOf(':');
            char kind = column.charAt(colon + 1);
            columns.add(
                    ColumnDescriptor.builder(
                                    column.substring(0, colon), type(Character.toUpperCase(kind)))
                            .nullable(Character.isUpperCase(kind))
                            .build());
        }
        rows = new BlockBuilder(columns);
    }

    private static SqlType type(char kind) {
        switch (kind) {
            case 'S':
                return SqlType.VARCHAR;
            case 'I':
                return SqlType.INTEGER;
            case 'H':
                return SqlType.SMALLINT;
            case 'L':
                return SqlType.BIGINT;
            case 'B':
                return SqlType.BOOLEAN;
            default:
                throw new IllegalArgumentException("no column type " + kind);
        }
    }

    MetadataRows add(@Nullable Object... values) {
        rows.row(Arrays.asList(values));
        return this;
    }

    ResultSet result() {
        return SabotResultSet.ofRows(null, columns, rows.build(), new JdbcObjects(ZoneOffset.UTC));
    }

    /** Returns null for the empty string, with which the session says that a part is missing. */
    static @Nullable String orNull(String name) {
        return name.isEmpty() ? null : name;
    }
}
