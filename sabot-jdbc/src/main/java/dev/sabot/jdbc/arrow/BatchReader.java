package dev.sabot.jdbc.arrow;

import dev.sabot.jdbc.arrow.ArrowColumn.DictionaryEncoding;
import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnData;
import dev.sabot.jdbc.session.Layout;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.wire.FlightData;
import dev.sabot.jdbc.wire.Malformed;

import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the record batches of one result into blocks whose buffers are views of the messages.
 *
 * <p><b>Errors:</b> 08P01 for a batch that does not fit its schema or its own buffers.
 *
 * <p><b>Threads:</b> for one thread.
 */
public final class BatchReader {
    private final List<ArrowColumn> columns;
    private final Map<Long, ArrowColumn> encoded = new HashMap<>();
    private final Map<Long, ColumnData> dictionaries = new HashMap<>();

    public BatchReader(List<ArrowColumn> columns) {
        this.columns = columns;
        columns.forEach(this::findDictionaries);
    }

    private void findDictionaries(ArrowColumn column) {
        DictionaryEncoding dictionary = column.dictionary();
        if (dictionary != null) {
            encoded.put(dictionary.id(), column);
        }
        column.children().forEach(this::findDictionaries);
    }

    /** Reads a message; null for one that has no rows of its own: a schema, a dictionary. */
    public @Nullable ColumnBlock read(FlightData data) throws SessionException {
        if (data.header().remaining() == 0) {
            return null;
        }
        try {
            Message message = Message.getRootAsMessage(data.header().slice());
            switch (message.headerType()) {
                case MessageHeader.Schema:
                    return null;
                case MessageHeader.DictionaryBatch:
                    readDictionary(message, data.body());
                    return null;
                case MessageHeader.RecordBatch:
                    RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
                    if (batch == null) {
                        throw Malformed.message("a batch without content");
                    }
                    return block(batch, data.body());
                default:
                    throw Malformed.message("a message of type " + message.headerType());
            }
        } catch (RuntimeException e) {
            throw Malformed.message("a batch of rows: " + e.getMessage(), e);
        }
    }

    private ColumnBlock block(RecordBatch batch, ByteBuffer body) throws SessionException {
        BatchBuffers buffers = new BatchBuffers(batch, body);
        int rows = buffers.rowCount();
        List<ColumnData> data = new ArrayList<>(columns.size());
        for (ArrowColumn column : columns) {
            data.add(column(column, rows, buffers));
        }
        return ColumnBlock.onHeap(rows, data);
    }

    private void readDictionary(Message message, ByteBuffer body) throws SessionException {
        DictionaryBatch dictionary = (DictionaryBatch) message.header(new DictionaryBatch());
        RecordBatch batch = dictionary == null ? null : dictionary.data();
        ArrowColumn column = dictionary == null ? null : encoded.get(dictionary.id());
        if (dictionary == null || batch == null || column == null) {
            throw Malformed.message("a dictionary that no column has");
        }
        if (dictionary.isDelta()) {
            throw SessionException.unsupported("dictionaries that grow cannot be read");
        }
        BatchBuffers buffers = new BatchBuffers(batch, body);
        dictionaries.put(dictionary.id(), values(column, buffers.nextNode(), buffers));
    }

    private ColumnData column(ArrowColumn column, int rows, BatchBuffers buffers)
            throws SessionException {
        int length = buffers.nextNode();
        if (length != rows) {
            throw Malformed.message("a column of " + length + " rows in a batch of " + rows);
        }
        return anyLength(column, length, buffers);
    }

    private ColumnData anyLength(ArrowColumn column, int length, BatchBuffers buffers)
            throws SessionException {
        DictionaryEncoding encoding = column.dictionary();
        if (encoding == null) {
            return values(column, length, buffers);
        }
        ByteBuffer validity = buffers.validity(length);
        ByteBuffer indexes = buffers.next();
        ColumnData dictionary = dictionaries.get(encoding.id());
        if (dictionary == null) {
            throw Malformed.message("a dictionary is missing");
        }
        if (encoding.indexes() != Storage.INT32) {
            indexes = Widening.toInt(encoding.indexes(), indexes, length);
        }
        return ColumnData.dictionary(length, validity, indexes, dictionary);
    }

    private ColumnData values(ArrowColumn column, int length, BatchBuffers buffers)
            throws SessionException {
        switch (column.storage()) {
            case NULL:
                return ColumnData.nulls(length);
            case VARLEN:
                return ColumnData.varlen(
                        length, buffers.validity(length), buffers.next(), buffers.next());
            case LIST:
                ByteBuffer validity = buffers.validity(length);
                ByteBuffer offsets = buffers.next();
                ColumnData child = anyLength(column.children().get(0), buffers.nextNode(), buffers);
                return ColumnData.list(length, validity, offsets, child);
            case STRUCT:
                ByteBuffer present = buffers.validity(length);
                List<ColumnData> fields = new ArrayList<>(column.children().size());
                for (ArrowColumn field : column.children()) {
                    fields.add(column(field, length, buffers));
                }
                return ColumnData.struct(length, present, fields);
            default:
                return flat(column, length, buffers);
        }
    }

    private static ColumnData flat(ArrowColumn column, int length, BatchBuffers buffers)
            throws SessionException {
        ByteBuffer validity = buffers.validity(length);
        ByteBuffer data = buffers.next();
        Storage storage = column.storage();
        Layout layout = column.layout();
        boolean isScaled = column.factor() != 1 || column.divisor() != 1;
        if (isScaled || storage.layout() != layout || storage.name().startsWith("UINT")) {
            data = Widening.convert(column, data, length);
        }
        return ColumnData.flat(layout, length, validity, data);
    }
}
