package dev.sabot.format.json.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;

import dev.sabot.format.json.value.ValueMismatchException;
import dev.sabot.format.json.value.ValueReader;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.ZoneId;

/// Reads the values that are not in their type's usual form, and those of the types that are seldom
/// met, by the rules of the reader of files: numbers and booleans in strings, numbers with
/// exponents, lists.
final class UnusualValues {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    private final String column;
    private final ValueReader reader;

    /// @param column the name of the column, with those of the rows it is in
    UnusualValues(String column, DataType type, ZoneId zone) {
        this.column = column;
        this.reader = ValueReader.ofRecords(type, zone);
    }

    /// Returns the value between two places, which is one of JSON and not null; or null, having
    /// noted in the scanner why there is none.
    @Nullable Object read(Scanner scanner, int at, int end) {
        try (JsonParser parser = FACTORY.createParser(scanner.buffer(), at, end - at)) {
            parser.nextToken();
            return reader.read(parser);
        } catch (ValueMismatchException e) {
            scanner.fail("column \"" + column + "\": " + e.getMessage());
        } catch (IOException e) {
            scanner.fail("column \"" + column + "\": " + e.getMessage());
        }
        return null;
    }
}
