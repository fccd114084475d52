package dev.sabot.server.wire;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads the messages a client sends: a schema, then record batches.
///
/// The bytes are never trusted and never handed to Arrow's vectors: those read without checks what
/// lengths and offsets in the message say, and leave memory behind when they fail. Everything is
/// read from the heap, where each access is checked, and copied value by value.
///
/// **Threads**: one.
public final class IncomingRows {
    private @Nullable List<IncomingField> fields;

    /// Reads a message; returns its rows, or null when it is one without rows.
    ///
    /// **Errors**: MALFORMED_MESSAGE; UNSUPPORTED for compression, dictionaries and types that no
    /// SQL type stands for.
    @SuppressWarnings("ReferenceEquality") // one object stands for all malformed messages
    public @Nullable IncomingBatch read(FlightFrame frame) {
        if (frame == FlightFrame.MALFORMED) {
            throw new SabotException(ErrorCode.MALFORMED_MESSAGE, "the message is no FlightData");
        }
        if (!frame.header().hasRemaining()) {
            return null;
        }
        try {
            Message message = Message.getRootAsMessage(frame.header().slice());
            return switch (message.headerType()) {
                case MessageHeader.Schema -> {
                    readSchema(message);
                    yield null;
                }
                case MessageHeader.RecordBatch -> readBatch(message, frame.received());
                case MessageHeader.DictionaryBatch ->
                        throw new SabotException(
                                ErrorCode.UNSUPPORTED,
                                "dictionary-encoded columns are not supported; send plain values");
                default ->
                        throw new SabotException(
                                ErrorCode.MALFORMED_MESSAGE,
                                "the message is neither a schema nor a record batch");
            };
        } catch (SabotException e) {
            throw e;
        } catch (RuntimeException e) {
            throw IncomingBatch.malformed(e);
        } catch (StackOverflowError e) {
            throw new SabotException(
                    ErrorCode.MALFORMED_MESSAGE, "the message is nested too deeply", e);
        }
    }

    private void readSchema(Message message) {
        if (fields != null) {
            throw new SabotException(ErrorCode.MALFORMED_MESSAGE, "the stream has a second schema");
        }
        if (message.header(new org.apache.arrow.flatbuf.Schema())
                instanceof org.apache.arrow.flatbuf.Schema schema) {
            fields = List.copyOf(IncomingField.of(schema));
        }
    }

    private IncomingBatch readBatch(Message message, ByteBuffer body) {
        if (fields == null) {
            throw new SabotException(
                    ErrorCode.MALFORMED_MESSAGE, "the stream has rows before its schema");
        }
        if (!(message.header(new RecordBatch()) instanceof RecordBatch batch)) {
            throw new SabotException(ErrorCode.MALFORMED_MESSAGE, "the message has no rows");
        }
        if (batch.compression() != null) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    "compressed messages are not supported; send plain ones");
        }
        int numRows = IncomingBuffers.length(batch.length());
        IncomingBuffers buffers = new IncomingBuffers(batch, body);
        List<IncomingColumn> columns = new ArrayList<>();
        for (IncomingField field : fields) {
            IncomingColumn column = IncomingColumns.next(field, buffers);
            if (column.length() != numRows) {
                throw new SabotException(
                        ErrorCode.MALFORMED_MESSAGE,
                        "the column '"
                                + field.name()
                                + "' has "
                                + column.length()
                                + " values in a message of "
                                + numRows
                                + " rows");
            }
            columns.add(column);
        }
        buffers.checkEnd();
        return new IncomingBatch(numRows, columns);
    }

    /// Returns the columns the rows have as tables, or null before the schema was read.
    public @Nullable Schema schema() {
        if (fields == null) {
            return null;
        }
        List<Field> columns = new ArrayList<>();
        for (IncomingField field : fields) {
            columns.add(Field.of(field.name(), field.type()));
        }
        return new Schema(columns);
    }
}
