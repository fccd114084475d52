package dev.sabot.format.csv.value;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Layout;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.Locale;

/// Makes the buffers of columns.
///
/// @param datePattern the form of dates, or null for ISO
/// @param zone the zone of instants without an offset
public record ColumnBuffers(
        char decimalSeparator,
        @Nullable DateTimePattern datePattern,
        @Nullable DateTimePattern timestampPattern,
        ZoneId zone) {
    /// Makes the buffer of a column.
    ///
    /// **Errors**: UNSUPPORTED for nested types.
    public ColumnBuffer create(Field field) {
        DataType type = field.type();
        return switch (type.kind()) {
            case BOOLEAN -> new LongBuffer(Layout.BIT, ColumnBuffers::parseBoolean);
            case TINYINT -> integers(type, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> integers(type, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> integers(type, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> new LongBuffer(Layout.INT64, NumberText::parseLong);
            case REAL, DOUBLE -> new DoubleBuffer(type.layout(), decimalSeparator);
            case DECIMAL ->
                    type.layout() == Layout.INT64
                            ? new LongBuffer(
                                    Layout.INT64, NumberText.shortDecimals(type, decimalSeparator))
                            : new WideBuffer(type, decimalSeparator);
            case VARCHAR -> new TextBuffer(false);
            case VARBINARY -> new TextBuffer(true);
            case DATE -> new LongBuffer(Layout.INT32, dates());
            case TIME -> dateTimes(type, DateTimeText::parseTime);
            case TIMESTAMP -> dateTimes(type, timestamps());
            case TIMESTAMP_TZ ->
                    dateTimes(
                            type,
                            timestampPattern == null
                                    ? DateTimeText.instants(zone)
                                    : timestampPattern.instants(zone));
            case INTERVAL_MONTH -> new LongBuffer(Layout.INT32, DateTimeText::parseMonths);
            case INTERVAL_DAY -> new LongBuffer(Layout.INT64, DateTimeText::parseDuration);
            case NULL -> new LongBuffer(Layout.INT32, (_, _, _, _, _) -> false);
            case ARRAY, ROW, MAP ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED,
                            "column "
                                    + field.name()
                                    + " of a CSV file cannot be "
                                    + type
                                    + "; declare it as VARCHAR");
        };
    }

    private static ColumnBuffer integers(DataType type, long min, long max) {
        return new LongBuffer(type.layout(), NumberText.integers(min, max));
    }

    private static ColumnBuffer dateTimes(DataType type, LongParser parser) {
        return new LongBuffer(Layout.INT64, DateTimeText.cut(parser, type.precision()));
    }

    private LongParser dates() {
        return datePattern == null ? DateTimeText::parseDate : datePattern::parseDate;
    }

    private LongParser timestamps() {
        return timestampPattern == null
                ? DateTimeText::parseTimestamp
                : timestampPattern::parseTimestamp;
    }

    /// Says whether blanks and an empty text mean something in a type.
    public static boolean isText(DataType type) {
        return type.kind() == TypeKind.VARCHAR || type.kind() == TypeKind.VARBINARY;
    }

    private static boolean parseBoolean(char[] chars, int from, int to, long[] target, int at) {
        if (to - from > 5) {
            return false;
        }
        switch (new String(chars, from, to - from).toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> target[at] = 1;
            case "false", "f", "no", "n", "off", "0" -> target[at] = 0;
            default -> {
                return false;
            }
        }
        return true;
    }
}
