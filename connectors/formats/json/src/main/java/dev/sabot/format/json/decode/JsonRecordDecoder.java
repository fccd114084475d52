package dev.sabot.format.json.decode;

import dev.sabot.batch.Batch;
import dev.sabot.format.RecordDecoder;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.time.ZoneId;

/// Decodes records that are each one JSON object.
///
/// Keys without a column are passed over, though they must be JSON; a column without a key is null;
/// of equal keys the last counts. Values are read by the rules of JSON files.
public final class JsonRecordDecoder implements RecordDecoder {
    private static final int MAX_RECORD_BYTES = 16 << 20;

    private final Schema schema;
    private final BufferAllocator allocator;
    private final boolean failsOnMissingKey;
    private final Scanner scanner = new Scanner();
    private final RowNode root;
    private final int[] required;
    private int numRows;

    /// Makes a decoder.
    ///
    /// **Errors**: UNSUPPORTED for a type that JSON cannot be read to.
    ///
    /// @param zone the zone of instants without an offset
    /// @param failsOnMissingKey whether a record without a column's key is malformed
    public JsonRecordDecoder(
            Schema schema, ZoneId zone, boolean failsOnMissingKey, BufferAllocator allocator) {
        this.schema = schema;
        this.allocator = allocator;
        this.failsOnMissingKey = failsOnMissingKey;
        this.root = RowNode.of(DataType.row(schema.fields()), "", zone, failsOnMissingKey);
        this.required =
                java.util.stream.IntStream.range(0, schema.size())
                        .filter(index -> !schema.field(index).isNullable())
                        .toArray();
    }

    @Override
    public @Nullable String decode(byte[] bytes, int offset, int length) {
        if (length > MAX_RECORD_BYTES) {
            return "the record has " + length + " bytes, more than " + MAX_RECORD_BYTES;
        }
        scanner.load(bytes, offset, length);
        int end = readRecord();
        if (end < 0) {
            root.truncate(numRows);
            return scanner.failure();
        }
        numRows++;
        return null;
    }

    private int readRecord() {
        int at = scanner.skipBlanks(0);
        if (at == scanner.limit()) {
            return scanner.fail("the record is empty");
        }
        if (scanner.buffer()[at] != '{') {
            int end = scanner.skipValue(at);
            return end < 0 ? end : scanner.fail("the record is no object with the keys of columns");
        }
        int end = root.read(scanner, at, numRows);
        if (end < 0) {
            return end;
        }
        end = scanner.skipBlanks(end);
        if (end != scanner.limit()) {
            return scanner.failAt(end, "the record goes on after its object");
        }
        for (int column : required) {
            if (!root.child(column).hasValue(numRows)) {
                return scanner.fail(
                        "column \""
                                + schema.field(column).name()
                                + "\": there is no value, and the column is NOT NULL");
            }
        }
        if (failsOnMissingKey && root.lastKeys().cardinality() < schema.size()) {
            int missing = root.lastKeys().nextClearBit(0);
            return scanner.fail("there is no key \"" + schema.field(missing).name() + "\"");
        }
        return end;
    }

    @Override
    public void appendNulls() {
        numRows++;
    }

    @Override
    public void undo() {
        numRows--;
        root.truncate(numRows);
    }

    @Override
    public int numRows() {
        return numRows;
    }

    @Override
    public Batch finish() {
        Batch batch = Batch.of(numRows, root.buildChildren(numRows, allocator));
        root.clear();
        numRows = 0;
        return batch;
    }

    @Override
    public void close() {
        root.clear();
        numRows = 0;
    }
}
