package dev.sabot.format.json.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.json.text.IsoText;
import dev.sabot.format.json.text.JsonStrings;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads values of one type to the Java form that columns are built of.
///
/// **Nulls**: JSON's null is null.
///
/// A string stands for a number, a boolean or a date when it spells one. VARCHAR takes everything:
/// a string as it is, anything else as JSON text.
public final class ValueReader {
    private static final int MAX_DECIMAL_EXPONENT = 100_000;

    private final DataType type;
    private final ZoneId zone;
    private final boolean refusesUnknownKeys;
    private final boolean refusesEqualKeys;
    private final List<ValueReader> children = new ArrayList<>();
    private final FieldIndex fields;

    /// Makes a reader.
    ///
    /// **Errors**: UNSUPPORTED for types that JSON cannot be read to.
    ///
    /// @param zone the zone of instants without an offset
    /// @param refusesUnknownKeys whether objects may not have keys that the type lacks
    public ValueReader(DataType type, ZoneId zone, boolean refusesUnknownKeys) {
        this(type, zone, refusesUnknownKeys, true);
    }

    private ValueReader(
            DataType type, ZoneId zone, boolean refusesUnknownKeys, boolean refusesEqualKeys) {
        this.type = type;
        this.zone = zone;
        this.refusesUnknownKeys = refusesUnknownKeys;
        this.refusesEqualKeys = refusesEqualKeys;
        boolean isMapOfOthers =
                type.kind() == TypeKind.MAP
                        && type.fields().get(0).type().kind() != TypeKind.VARCHAR;
        if (type.kind().isInterval() || isMapOfOthers) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    "JSON cannot be read as " + type + "; declare VARCHAR and use CAST");
        }
        for (Field field : type.fields()) {
            children.add(new ValueReader(field.type(), zone, refusesUnknownKeys, refusesEqualKeys));
        }
        this.fields = FieldIndex.of(type.fields());
    }

    /// Makes a reader of values of single records, where unknown keys are passed over and the last
    /// of equal ones counts.
    ///
    /// **Errors**: UNSUPPORTED for types that JSON cannot be read to.
    public static ValueReader ofRecords(DataType type, ZoneId zone) {
        return new ValueReader(type, zone, false, false);
    }

    /// Reads the value at the parser's token; the parser ends at its last token.
    public @Nullable Object read(JsonParser parser) throws IOException, ValueMismatchException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (type.kind()) {
            case NULL -> throw mismatch(parser);
            case BOOLEAN -> readBoolean(parser);
            case TINYINT -> readInteger(parser, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> readInteger(parser, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> readInteger(parser, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> readInteger(parser, Long.MIN_VALUE, Long.MAX_VALUE);
            case REAL, DOUBLE -> readDouble(parser);
            case DECIMAL -> readDecimal(parser);
            case VARCHAR -> readText(parser);
            case VARBINARY -> readBytes(parser);
            case DATE -> found(IsoText.parseDate(string(parser)), parser);
            case TIME -> cut(IsoText.parseTime(string(parser)), parser);
            case TIMESTAMP -> cut(IsoText.parseTimestamp(string(parser)), parser);
            case TIMESTAMP_TZ -> cut(IsoText.parseInstant(string(parser), zone), parser);
            case ARRAY -> readList(parser);
            case ROW -> readRow(parser);
            case MAP -> readMap(parser);
            case INTERVAL_MONTH, INTERVAL_DAY -> throw new IllegalStateException("refused before");
        };
    }

    private ValueMismatchException mismatch(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        String shown;
        if (token == JsonToken.START_OBJECT) {
            shown = "an object";
        } else if (token == JsonToken.START_ARRAY) {
            shown = "an array";
        } else {
            String text = parser.getText();
            shown = text.length() <= 100 ? text : text.substring(0, 100) + "…";
            shown = token == JsonToken.VALUE_STRING ? "'" + shown + "'" : shown;
        }
        return new ValueMismatchException(shown + " is no " + type);
    }

    private Long found(@Nullable Long value, JsonParser parser)
            throws IOException, ValueMismatchException {
        if (value == null) {
            throw mismatch(parser);
        }
        return value;
    }

    /// Cuts fractions of seconds off past the precision of the type.
    private Long cut(@Nullable Long micros, JsonParser parser)
            throws IOException, ValueMismatchException {
        long value = found(micros, parser);
        long step = 1;
        for (int digit = type.precision(); digit < 6; digit++) {
            step *= 10;
        }
        return value - Math.floorMod(value, step);
    }

    private String string(JsonParser parser) throws IOException, ValueMismatchException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw mismatch(parser);
        }
        return parser.getText();
    }

    private Boolean readBoolean(JsonParser parser) throws IOException, ValueMismatchException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return switch (string(parser).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw mismatch(parser);
        };
    }

    private Long readInteger(JsonParser parser, long min, long max)
            throws IOException, ValueMismatchException {
        long value;
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            value = parser.getLongValue();
        } else {
            try {
                value = number(parser).longValueExact();
            } catch (ArithmeticException _) {
                throw mismatch(parser);
            }
        }
        if (value < min || value > max) {
            throw mismatch(parser);
        }
        return value;
    }

    /// Returns the exact number of a number or a string.
    private BigDecimal number(JsonParser parser) throws IOException, ValueMismatchException {
        JsonToken token = parser.currentToken();
        boolean isNumber =
                token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
        String text = isNumber ? parser.getText() : string(parser).strip();
        if (text.length() > 1_000) {
            throw mismatch(parser);
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) > MAX_DECIMAL_EXPONENT) {
                throw mismatch(parser);
            }
            return number;
        } catch (NumberFormatException _) {
            throw mismatch(parser);
        }
    }

    private Double readDouble(JsonParser parser) throws IOException, ValueMismatchException {
        JsonToken token = parser.currentToken();
        String text;
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            text = parser.getText();
        } else {
            text = string(parser).strip();
            Double special = special(text);
            if (special != null) {
                return special;
            }
            // refuses what Java takes beyond numbers
            text = number(parser).toString();
        }
        double value =
                type.kind() == TypeKind.REAL ? Float.parseFloat(text) : Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw mismatch(parser);
        }
        return value;
    }

    private static @Nullable Double special(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    /// Digits past the scale are rounded, half up, as CAST does.
    private BigInteger readDecimal(JsonParser parser) throws IOException, ValueMismatchException {
        BigDecimal number = number(parser);
        int wholeDigits = number.signum() == 0 ? 0 : number.precision() - number.scale();
        if (wholeDigits > type.precision()) {
            throw mismatch(parser);
        }
        if (wholeDigits < -type.scale()) {
            return BigInteger.ZERO;
        }
        BigInteger unscaled = number.setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
        if (!fits(unscaled, type.precision())) {
            throw mismatch(parser);
        }
        return unscaled;
    }

    /// Says whether a number has no more than some digits.
    static boolean fits(BigInteger value, int precision) {
        return value.abs().compareTo(BigInteger.TEN.pow(precision)) < 0;
    }

    private String readText(JsonParser parser) throws IOException, ValueMismatchException {
        String text;
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            text = parser.getText();
            if (!JsonStrings.isUnicode(text)) {
                throw new ValueMismatchException(
                        "the string has half of a pair of surrogates, which no text can hold");
            }
        } else {
            StringBuilder copy = new StringBuilder();
            JsonStrings.copy(copy, parser);
            text = copy.toString();
        }
        return text;
    }

    private byte[] readBytes(JsonParser parser) throws IOException, ValueMismatchException {
        try {
            return HexFormat.of().parseHex(string(parser));
        } catch (IllegalArgumentException _) {
            throw mismatch(parser);
        }
    }

    private List<@Nullable Object> readList(JsonParser parser)
            throws IOException, ValueMismatchException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw mismatch(parser);
        }
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(children.get(0).read(parser));
        }
        return elements;
    }

    private List<@Nullable Object> readRow(JsonParser parser)
            throws IOException, ValueMismatchException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw mismatch(parser);
        }
        @Nullable Object[] values = new Object[children.size()];
        boolean[] seen = new boolean[values.length];
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int index = fields.find(key);
            if (index < 0 && refusesUnknownKeys) {
                throw unknownKey(key);
            }
            if (index >= 0 && seen[index] && refusesEqualKeys) {
                throw new ValueMismatchException("the key '" + key + "' occurs twice");
            }
            parser.nextToken();
            if (index < 0) {
                parser.skipChildren();
            } else {
                seen[index] = true;
                values[index] = children.get(index).read(parser);
            }
        }
        return Arrays.asList(values);
    }

    /// Returns the error for a key that did not occur in the sample.
    public static ValueMismatchException unknownKey(String key) {
        return new ValueMismatchException("the key '" + key + "' is not among those found before");
    }

    private Map<String, @Nullable Object> readMap(JsonParser parser)
            throws IOException, ValueMismatchException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw mismatch(parser);
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (refusesEqualKeys && entries.containsKey(key)) {
                throw new ValueMismatchException("the key '" + key + "' occurs twice");
            }
            parser.nextToken();
            entries.put(key, children.get(1).read(parser));
        }
        return entries;
    }
}
