package dev.sabot.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.sabot.format.json.value.FieldIndex;
import dev.sabot.format.json.value.ValueMismatchException;
import dev.sabot.format.json.value.ValueReader;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Arrays;

/// Reads records to values, one per column.
final class RecordReader {
    private final FileShape shape;
    private final boolean refusesUnknownKeys;
    private final FieldIndex keys;
    private final @Nullable ValueReader[] readers;
    private final @Nullable Object[] values;
    private final boolean[] seen;
    private @Nullable Field current;

    /// @param columns the columns to be read; the others are passed over
    /// @param refusesUnknownKeys whether a key that is no column is an error
    RecordReader(FileShape shape, int[] columns, boolean refusesUnknownKeys, ZoneId zone) {
        Schema schema = shape.schema();
        this.shape = shape;
        this.refusesUnknownKeys = refusesUnknownKeys;
        this.keys = new FieldIndex(shape.keys(), shape.knownKeys());
        this.readers = new ValueReader[schema.size()];
        this.values = new Object[schema.size()];
        this.seen = new boolean[schema.size()];
        for (int column : columns) {
            readers[column] = new ValueReader(schema.type(column), zone, refusesUnknownKeys);
        }
    }

    /// Reads the record at the parser's token; the values are lent until the next call.
    @Nullable Object[] read(JsonParser parser) throws IOException, ValueMismatchException {
        Arrays.fill(values, null);
        Arrays.fill(seen, false);
        current = null;
        if (shape.isSingleValue()) {
            readValue(parser, 0);
        } else {
            readObject(parser);
        }
        for (int column = 0; column < readers.length; column++) {
            Field field = shape.schema().field(column);
            if (values[column] == null && !field.isNullable() && readers[column] != null) {
                current = field;
                throw new ValueMismatchException("there is no value, and the column is NOT NULL");
            }
        }
        return values;
    }

    private void readObject(JsonParser parser) throws IOException, ValueMismatchException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new ValueMismatchException("the record is no object with the keys of columns");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int column = keys.find(key);
            if (column < 0 && refusesUnknownKeys) {
                throw ValueReader.unknownKey(key);
            }
            if (column >= 0 && seen[column]) {
                throw new ValueMismatchException("the key '" + key + "' occurs twice");
            }
            parser.nextToken();
            if (column < 0) {
                parser.skipChildren();
            } else {
                readValue(parser, column);
            }
        }
    }

    private void readValue(JsonParser parser, int column)
            throws IOException, ValueMismatchException {
        seen[column] = true;
        ValueReader reader = readers[column];
        if (reader == null) {
            parser.skipChildren();
            return;
        }
        current = shape.schema().field(column);
        values[column] = reader.read(parser);
        current = null;
    }

    /// Returns the column an error is about, or null when it is about the record.
    @Nullable Field current() {
        return current;
    }
}
