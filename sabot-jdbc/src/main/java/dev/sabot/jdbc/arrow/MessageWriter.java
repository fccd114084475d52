package dev.sabot.jdbc.arrow;

import com.google.flatbuffers.FlatBufferBuilder;

import dev.sabot.jdbc.session.ColumnData;
import dev.sabot.jdbc.session.ColumnDescriptor;

import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Duration;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Interval;
import org.apache.arrow.flatbuf.IntervalUnit;
import org.apache.arrow.flatbuf.List;
import org.apache.arrow.flatbuf.Map;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Null;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/** Writes the headers and bodies of Arrow messages for values that go to the server. */
public final class MessageWriter {
    private static final int ALIGNMENT = 8;
    private static final int INITIAL_BYTES = 512;

    private MessageWriter() {}

    /** Returns the header of a schema message; it has no body. */
    public static ByteBuffer schema(java.util.List<ColumnDescriptor> columns) {
        FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_BYTES);
        int[] fields = columns.stream().mapToInt(column -> field(builder, column)).toArray();
        int vector = Schema.createFieldsVector(builder, fields);
        Schema.startSchema(builder);
        Schema.addEndianness(builder, Endianness.Little);
        Schema.addFields(builder, vector);
        int schema = Schema.endSchema(builder);
        return message(builder, MessageHeader.Schema, schema, 0);
    }

    private static ByteBuffer message(
            FlatBufferBuilder builder, byte type, int header, long bodyLength) {
        int message =
                Message.createMessage(builder, MetadataVersion.V5, type, header, bodyLength, 0);
        builder.finish(message);
        return builder.dataBuffer();
    }

    private static int field(FlatBufferBuilder builder, ColumnDescriptor column) {
        int name = builder.createString(column.name());
        int[] parts;
        switch (column.type()) {
            case ARRAY:
                parts = new int[] {field(builder, column.children().get(0))};
                break;
            case ROW:
                parts =
                        column.children().stream()
                                .mapToInt(child -> field(builder, child))
                                .toArray();
                break;
            case MAP:
                parts = new int[] {entries(builder, column)};
                break;
            default:
                parts = new int[0];
                break;
        }
        int children = Field.createChildrenVector(builder, parts);
        int type = type(builder, column);
        return finishField(builder, name, column.nullable(), tag(column), type, children);
    }

    private static int entries(FlatBufferBuilder builder, ColumnDescriptor map) {
        int name = builder.createString("entries");
        ColumnDescriptor key = map.children().get(0);
        int keyName = builder.createString("key");
        int keyChildren = Field.createChildrenVector(builder, new int[0]);
        int keyType = type(builder, key);
        int keyField = finishField(builder, keyName, false, tag(key), keyType, keyChildren);
        int value = field(builder, map.children().get(1));
        int children = Field.createChildrenVector(builder, new int[] {keyField, value});
        Struct_.startStruct_(builder);
        int type = Struct_.endStruct_(builder);
        return finishField(builder, name, false, Type.Struct_, type, children);
    }

    private static int finishField(
            FlatBufferBuilder builder,
            int name,
            boolean isNullable,
            byte tag,
            int type,
            int children) {
        Field.startField(builder);
        Field.addName(builder, name);
        Field.addNullable(builder, isNullable);
        Field.addTypeType(builder, tag);
        Field.addType(builder, type);
        Field.addChildren(builder, children);
        return Field.endField(builder);
    }

    private static byte tag(ColumnDescriptor column) {
        switch (column.type()) {
            case NULL:
                return Type.Null;
            case BOOLEAN:
                return Type.Bool;
            case TINYINT:
            case SMALLINT:
            case INTEGER:
            case BIGINT:
                return Type.Int;
            case REAL:
            case DOUBLE:
                return Type.FloatingPoint;
            case DECIMAL:
                return Type.Decimal;
            case CHAR:
            case VARCHAR:
            case JSON:
                return Type.Utf8;
            case VARBINARY:
                return Type.Binary;
            case UUID:
                return Type.FixedSizeBinary;
            case DATE:
                return Type.Date;
            case TIME:
                return Type.Time;
            case TIMESTAMP:
            case TIMESTAMP_WITH_TIME_ZONE:
                return Type.Timestamp;
            case INTERVAL_YEAR_MONTH:
                return Type.Interval;
            case INTERVAL_DAY_TIME:
                return Type.Duration;
            case ARRAY:
                return Type.List;
            case ROW:
                return Type.Struct_;
            case MAP:
                return Type.Map;
        }
        throw new AssertionError(column.type());
    }

    private static int type(FlatBufferBuilder builder, ColumnDescriptor column) {
        switch (column.type()) {
            case TINYINT:
                return Int.createInt(builder, 8, true);
            case SMALLINT:
                return Int.createInt(builder, 16, true);
            case INTEGER:
                return Int.createInt(builder, 32, true);
            case BIGINT:
                return Int.createInt(builder, 64, true);
            case REAL:
                return FloatingPoint.createFloatingPoint(builder, Precision.SINGLE);
            case DOUBLE:
                return FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
            case DECIMAL:
                return Decimal.createDecimal(builder, column.precision(), column.scale(), 128);
            case UUID:
                return FixedSizeBinary.createFixedSizeBinary(builder, 16);
            case DATE:
                return Date.createDate(builder, DateUnit.DAY);
            case TIME:
                return Time.createTime(builder, TimeUnit.MICROSECOND, 64);
            case TIMESTAMP:
                return Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, 0);
            case TIMESTAMP_WITH_TIME_ZONE:
                return Timestamp.createTimestamp(
                        builder, TimeUnit.MICROSECOND, builder.createString("UTC"));
            case INTERVAL_YEAR_MONTH:
                return Interval.createInterval(builder, IntervalUnit.YEAR_MONTH);
            case INTERVAL_DAY_TIME:
                return Duration.createDuration(builder, TimeUnit.MICROSECOND);
            case MAP:
                return Map.createMap(builder, false);
            default:
                return typeWithoutParameters(builder, column);
        }
    }

    private static int typeWithoutParameters(FlatBufferBuilder builder, ColumnDescriptor column) {
        switch (tag(column)) {
            case Type.Null:
                Null.startNull(builder);
                return Null.endNull(builder);
            case Type.Bool:
                Bool.startBool(builder);
                return Bool.endBool(builder);
            case Type.Utf8:
                Utf8.startUtf8(builder);
                return Utf8.endUtf8(builder);
            case Type.Binary:
                Binary.startBinary(builder);
                return Binary.endBinary(builder);
            case Type.List:
                List.startList(builder);
                return List.endList(builder);
            default:
                Struct_.startStruct_(builder);
                return Struct_.endStruct_(builder);
        }
    }

    /** The header and the body of a record batch. */
    public static final class Batch {
        private final ByteBuffer header;
        private final ByteBuffer body;

        private Batch(ByteBuffer header, ByteBuffer body) {
            this.header = header;
            this.body = body;
        }

        public ByteBuffer header() {
            return header;
        }

        public ByteBuffer body() {
            return body;
        }
    }

    /** Returns columns without dictionaries as a record batch. */
    public static Batch batch(int rowCount, java.util.List<ColumnData> columns) {
        BodyWriter writer = new BodyWriter();
        columns.forEach(writer::add);
        FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_BYTES);
        RecordBatch.startBuffersVector(builder, writer.buffers.size());
        for (int i = writer.buffers.size() - 1; i >= 0; i--) {
            long[] buffer = writer.buffers.get(i);
            Buffer.createBuffer(builder, buffer[0], buffer[1]);
        }
        int buffers = builder.endVector();
        RecordBatch.startNodesVector(builder, writer.nodes.size());
        for (int i = writer.nodes.size() - 1; i >= 0; i--) {
            long[] node = writer.nodes.get(i);
            FieldNode.createFieldNode(builder, node[0], node[1]);
        }
        int nodes = builder.endVector();
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, rowCount);
        RecordBatch.addNodes(builder, nodes);
        RecordBatch.addBuffers(builder, buffers);
        int batch = RecordBatch.endRecordBatch(builder);
        ByteBuffer body = ByteBuffer.wrap(writer.body.toByteArray());
        return new Batch(
                message(builder, MessageHeader.RecordBatch, batch, body.remaining()), body);
    }

    /** Lays the buffers of columns one after another. */
    private static final class BodyWriter {
        private final java.util.List<long[]> nodes = new ArrayList<>();
        private final java.util.List<long[]> buffers = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        void add(ColumnData column) {
            nodes.add(new long[] {column.rowCount(), nullCount(column)});
            switch (column.layout()) {
                case NULL:
                    break;
                case VARLEN:
                    put(column.validity());
                    put(column.offsets());
                    put(column.data());
                    break;
                case LIST:
                    put(column.validity());
                    put(column.offsets());
                    column.children().forEach(this::add);
                    break;
                case STRUCT:
                    put(column.validity());
                    column.children().forEach(this::add);
                    break;
                case DICTIONARY:
                    throw new IllegalArgumentException("a dictionary");
                default:
                    put(column.validity());
                    put(column.data());
                    break;
            }
        }

        private static long nullCount(ColumnData column) {
            long nulls = 0;
            for (int row = 0; row < column.rowCount(); row++) {
                nulls += column.isNull(row) ? 1 : 0;
            }
            return nulls;
        }

        private void put(@Nullable ByteBuffer buffer) {
            int length = buffer == null ? 0 : buffer.remaining();
            buffers.add(new long[] {body.size(), length});
            if (buffer != null) {
                byte[] bytes = new byte[length];
                buffer.duplicate().get(bytes);
                body.writeBytes(bytes);
            }
            while (body.size() % ALIGNMENT != 0) {
                body.write(0);
            }
        }
    }
}
