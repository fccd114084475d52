package dev.sabot.format.json.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.sabot.format.json.text.IsoText;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds the type that all values of one place in the records have.
///
/// Objects become ROW, or MAP when they have very many keys; arrays ARRAY; whole numbers BIGINT,
/// past its range DECIMAL(38, 0), past that or among others DOUBLE; strings that all are dates,
/// DATE or TIMESTAMP. Values of several kinds, and those nested too deeply, are VARCHAR: their JSON
/// text.
public final class TypeGuess {
    /// The most guesses in one another and beside each other, of one table.
    public static final int MAX_GUESSES = 100_000;

    private static final int MAX_ROW_FIELDS = 1_000;

    private static final int BOOLEAN = 1;
    private static final int LONG = 2;
    private static final int LONG_INTEGER = 4;
    private static final int DOUBLE = 8;
    private static final int STRING = 16;
    private static final int OBJECT = 32;
    private static final int ARRAY = 64;
    private static final int TEXT = 128;
    private static final int NUMBERS = LONG | LONG_INTEGER | DOUBLE;

    private static final int DATE = 1;
    private static final int TIMESTAMP = 2;
    private static final int INSTANT = 4;

    private final int depth;
    private final Limits limits;
    private int kinds;
    private int dateTimes = DATE | TIMESTAMP | INSTANT;
    private @Nullable Map<String, TypeGuess> fields;
    private @Nullable TypeGuess element;

    /// Counts the guesses of a table.
    private static final class Limits {
        /// How many values in one another become types of their own.
        private final int maxDepth;

        private int numGuesses;

        Limits(int maxDepth) {
            this.maxDepth = maxDepth;
        }
    }

    /// Starts a guess of records.
    public TypeGuess(int maxDepth) {
        this(0, new Limits(maxDepth));
    }

    private TypeGuess(int depth, Limits limits) {
        this.depth = depth;
        this.limits = limits;
        limits.numGuesses++;
    }

    private TypeGuess nested() {
        return new TypeGuess(depth + 1, limits);
    }

    /// Says whether there are more different keys than a table can have.
    public boolean isTooLarge() {
        return limits.numGuesses > MAX_GUESSES;
    }

    /// Takes the value at the parser's token into account; the parser ends at its last token.
    public void add(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_TRUE, VALUE_FALSE -> kinds |= BOOLEAN;
            case VALUE_NUMBER_INT -> kinds |= integer(parser);
            case VALUE_NUMBER_FLOAT -> kinds |= DOUBLE;
            case VALUE_STRING -> {
                kinds |= STRING;
                dateTimes &= dateTimes == 0 ? 0 : dateTimes(parser.getText());
            }
            case START_OBJECT, START_ARRAY -> {
                if (depth >= limits.maxDepth || isTooLarge()) {
                    kinds |= TEXT;
                    parser.skipChildren();
                } else if (token == JsonToken.START_OBJECT) {
                    kinds |= OBJECT;
                    addFields(parser);
                } else {
                    kinds |= ARRAY;
                    addElements(parser);
                }
            }
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("not at a value: " + token);
        }
    }

    private static int integer(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> LONG;
            case BIG_INTEGER -> {
                BigInteger value = parser.getBigIntegerValue();
                yield ValueReader.fits(value, DataType.MAX_DECIMAL_PRECISION)
                        ? LONG_INTEGER
                        : DOUBLE;
            }
            case FLOAT, DOUBLE, BIG_DECIMAL -> DOUBLE;
        };
    }

    private int dateTimes(String text) {
        if (IsoText.parseDate(text) != null) {
            return DATE | TIMESTAMP;
        }
        if (IsoText.parseTimestamp(text) != null) {
            return TIMESTAMP;
        }
        return IsoText.parseInstant(text, null) != null ? INSTANT : 0;
    }

    private void addFields(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Map<String, TypeGuess> known = fields;
            if (known == null) {
                known = new LinkedHashMap<>();
                fields = known;
            }
            TypeGuess guess = known.get(name);
            if (guess == null) {
                guess = element != null ? element : nested();
                if (element == null) {
                    known.put(name, guess);
                }
            }
            guess.add(parser);
            if (depth > 0 && element == null && known.size() > MAX_ROW_FIELDS) {
                mergeFields(known);
            }
        }
    }

    /// Gives up the fields for the one type of all values.
    private void mergeFields(Map<String, TypeGuess> known) {
        TypeGuess merged = nested();
        known.values().forEach(merged::add);
        limits.numGuesses -= known.size();
        known.clear();
        element = merged;
    }

    private void add(TypeGuess other) {
        kinds |= other.kinds;
        dateTimes &= other.dateTimes;
        if (other.element != null) {
            if (element == null) {
                element = nested();
            }
            element.add(other.element);
        }
        if (other.fields != null) {
            Map<String, TypeGuess> known = fields == null ? new LinkedHashMap<>() : fields;
            fields = known;
            other.fields.forEach(
                    (name, guess) -> known.computeIfAbsent(name, _ -> nested()).add(guess));
        }
    }

    private void addElements(JsonParser parser) throws IOException {
        TypeGuess guess = element;
        if (guess == null) {
            guess = nested();
            element = guess;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            guess.add(parser);
        }
    }

    /// Says whether all values so far are objects with keys.
    public boolean isObject() {
        return kinds == OBJECT && fields != null && !fields.isEmpty();
    }

    /// Returns the keys of objects in the order they were met, with their types.
    public Map<String, DataType> fieldTypes() {
        Map<String, DataType> types = new LinkedHashMap<>();
        if (fields != null) {
            fields.forEach((name, guess) -> types.put(name, guess.type()));
        }
        return types;
    }

    /// Returns the type.
    public DataType type() {
        if (kinds == 0 || (kinds & TEXT) != 0) {
            return DataType.VARCHAR;
        }
        if ((kinds & ~NUMBERS) == 0) {
            return numberType();
        }
        return switch (kinds) {
            case BOOLEAN -> DataType.BOOLEAN;
            case STRING -> stringType();
            case OBJECT -> objectType();
            case ARRAY ->
                    element == null
                            ? DataType.array(DataType.VARCHAR)
                            : DataType.array(element.type());
            default -> DataType.VARCHAR;
        };
    }

    private DataType numberType() {
        return switch (kinds) {
            case LONG -> DataType.BIGINT;
            case LONG_INTEGER, LONG | LONG_INTEGER ->
                    DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 0);
            default -> DataType.DOUBLE;
        };
    }

    private DataType stringType() {
        if ((dateTimes & DATE) != 0) {
            return DataType.DATE;
        }
        if ((dateTimes & TIMESTAMP) != 0) {
            return DataType.TIMESTAMP;
        }
        return (dateTimes & INSTANT) != 0 ? DataType.TIMESTAMP_TZ : DataType.VARCHAR;
    }

    private DataType objectType() {
        if (element != null) {
            return DataType.map(DataType.VARCHAR, element.type());
        }
        Map<String, DataType> types = fieldTypes();
        if (types.isEmpty()) {
            return DataType.VARCHAR;
        }
        List<Field> components = new ArrayList<>();
        types.forEach((name, type) -> components.add(Field.of(name, type)));
        return DataType.row(components);
    }
}
