package dev.sabot.jdbc;

import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.value.BlockBuilder;
import dev.sabot.jdbc.value.RowValue;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A column of every type; the first row has a value in each, the second is all NULL. */
final class TypeMatrix {
    static final UUID SOME_UUID = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
    static final List<ColumnDescriptor> COLUMNS;

    static {
        List<ColumnDescriptor> columns = new ArrayList<>();
        for (SqlType type : SqlType.values()) {
            columns.add(descriptor(type.name()));
        }
        COLUMNS = List.copyOf(columns);
    }

    private TypeMatrix() {}

    /** Returns the column of a type, named like the type in small letters. */
    static ColumnDescriptor descriptor(String typeName) {
        SqlType type = SqlType.valueOf(typeName);
        ColumnDescriptor.Builder builder =
                ColumnDescriptor.builder(typeName.toLowerCase(Locale.ROOT), type);
        switch (type) {
            case DECIMAL:
                builder.precision(38).scale(2);
                break;
            case TIME:
            case TIMESTAMP:
            case TIMESTAMP_WITH_TIME_ZONE:
                builder.precision(6);
                break;
            case ARRAY:
                builder.child(ColumnDescriptor.of("element", SqlType.INTEGER));
                break;
            case ROW:
                builder.child(ColumnDescriptor.of("a", SqlType.INTEGER))
                        .child(ColumnDescriptor.of("b", SqlType.DATE));
                break;
            case MAP:
                builder.child(ColumnDescriptor.of("key", SqlType.VARCHAR))
                        .child(ColumnDescriptor.of("value", SqlType.INTEGER));
                break;
            default:
                break;
        }
        return builder.build();
    }

    static ColumnBlock block() {
        List<@Nullable Object> values = new ArrayList<>();
        for (ColumnDescriptor column : COLUMNS) {
            values.add(value(column));
        }
        return new BlockBuilder(COLUMNS)
                .row(values)
                .row(Collections.nCopies(COLUMNS.size(), null))
                .build();
    }

    private static @Nullable Object value(ColumnDescriptor column) {
        switch (column.type()) {
            case NULL:
                return null;
            case BOOLEAN:
                return true;
            case TINYINT:
                return -7;
            case SMALLINT:
                return 300;
            case INTEGER:
                return 100_000;
            case BIGINT:
                return 5_000_000_000L;
            case REAL:
                return 1.5f;
            case DOUBLE:
                return 0.1;
            case DECIMAL:
                return new BigDecimal("-123456789012345678901234567890.50");
            case CHAR:
                return "c";
            case VARCHAR:
                return "grüße";
            case JSON:
                return "{\"a\": 1}";
            case VARBINARY:
                return new byte[] {0, (byte) 0xff};
            case UUID:
                return SOME_UUID;
            case DATE:
                return LocalDate.of(2024, 1, 31);
            case TIME:
                return LocalTime.of(12, 30, 0, 500_000_000);
            case TIMESTAMP:
                return LocalDateTime.of(1969, 12, 31, 23, 59, 59, 500_000_000);
            case TIMESTAMP_WITH_TIME_ZONE:
                return Instant.parse("2024-01-31T12:00:00Z");
            case INTERVAL_YEAR_MONTH:
                return Period.ofMonths(-14);
            case INTERVAL_DAY_TIME:
                return Duration.ofHours(25).plusMillis(250);
            case ARRAY:
                return Arrays.asList(1, null, 3);
            case ROW:
                return new RowValue(column, Arrays.asList(1, LocalDate.of(2024, 1, 31)));
            case MAP:
                Map<String, Integer> map = new LinkedHashMap<>();
                map.put("k", 1);
                map.put("l", 2);
                return map;
        }
        throw new AssertionError(column.type());
    }
}
