package dev.sabot.jdbc.arrow;

import dev.sabot.jdbc.arrow.ArrowColumn.DictionaryEncoding;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.wire.Malformed;

import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads schema messages.
 *
 * <p><b>Errors:</b> 08P01 for bytes that are no schema, 0A000 for a type the driver cannot read.
 */
public final class SchemaReader {
    /** Prefixes an encapsulated message, before its length. */
    private static final int CONTINUATION = -1;

    private static final int MAX_DEPTH = 64;
    private static final int MAX_FIELDS = 100_000;
    private static final int MAX_PAIRS = 1_000;
    private static final Pattern FIRST_PARAMETER = Pattern.compile("\\((\\d{1,9})[,)]");
    private static final String FLIGHT = "ARROW:FLIGHT:SQL:";
    private static final String SQL_TYPE = "SABOT:SQL_TYPE";

    private int fields;

    private SchemaReader() {}

    /** Reads an encapsulated message: a mark, a length, the flatbuffer. Nothing = no columns. */
    public static List<ArrowColumn> readEncapsulated(ByteBuffer message) throws SessionException {
        ByteBuffer rest = message.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (rest.remaining() == 0) {
            return List.of();
        }
        if (rest.remaining() < 8) {
            throw Malformed.message("a schema of " + rest.remaining() + " bytes");
        }
        int length = rest.getInt();
        if (length == CONTINUATION) {
            length = rest.getInt();
        }
        if (length < 0 || length > rest.remaining()) {
            throw Malformed.message("a schema of " + length + " bytes that has not so many");
        }
        rest.limit(rest.position() + length);
        return read(rest);
    }

    /** Reads the flatbuffer of a schema message. */
    public static List<ArrowColumn> read(ByteBuffer header) throws SessionException {
        try {
            Message message = Message.getRootAsMessage(header.slice());
            Schema schema = new Schema();
            if (message.headerType() != MessageHeader.Schema || message.header(schema) == null) {
                throw Malformed.message("another message came instead of a schema");
            }
            SchemaReader reader = new SchemaReader();
            List<ArrowColumn> columns = new ArrayList<>();
            for (int i = 0; i < schema.fieldsLength(); i++) {
                columns.add(reader.column(schema.fields(i), 0));
            }
            return columns;
        } catch (RuntimeException e) {
            throw Malformed.message("a schema: " + e.getMessage(), e);
        }
    }

    private ArrowColumn column(Field field, int depth) throws SessionException {
        fields++;
        if (depth > MAX_DEPTH || fields > MAX_FIELDS) {
            throw Malformed.message("a schema of too many fields");
        }
        ArrowType type = ArrowType.of(field);
        Map<String, String> metadata = metadata(field);
        List<ArrowColumn> children = new ArrayList<>();
        for (int i = 0; i < field.childrenLength(); i++) {
            children.add(column(field.children(i), depth + 1));
        }
        return new ArrowColumn(
                descriptor(field, type, children, metadata),
                type,
                children,
                dictionary(field),
                metadata);
    }

    private static Map<String, String> metadata(Field field) throws SessionException {
        Map<String, String> metadata = new HashMap<>();
        int count = field.customMetadataLength();
        if (count > MAX_PAIRS) {
            throw Malformed.message("a field with " + count + " pairs of metadata");
        }
        for (int i = 0; i < count; i++) {
            KeyValue pair = field.customMetadata(i);
            String key = pair.key();
            String value = pair.value();
            if (key != null && value != null) {
                metadata.put(key, value);
            }
        }
        return metadata;
    }

    private static @Nullable DictionaryEncoding dictionary(Field field) throws SessionException {
        org.apache.arrow.flatbuf.DictionaryEncoding encoding = field.dictionary();
        if (encoding == null) {
            return null;
        }
        Int type = encoding.indexType();
        int width = type == null ? 32 : type.bitWidth();
        boolean isSigned = type == null || type.isSigned();
        Storage indexes;
        switch (width) {
            case 8:
                indexes = isSigned ? Storage.INT8 : Storage.UINT8;
                break;
            case 16:
                indexes = isSigned ? Storage.INT16 : Storage.UINT16;
                break;
            case 32:
                indexes = Storage.INT32;
                break;
            default:
                throw SessionException.unsupported(
                        "column '" + field.name() + "' has a dictionary of too many values");
        }
        return new DictionaryEncoding(encoding.id(), indexes);
    }

    private static ColumnDescriptor descriptor(
            Field field, ArrowType type, List<ArrowColumn> children, Map<String, String> metadata)
            throws SessionException {
        String name = field.name() == null ? "" : field.name();
        String text = metadata.getOrDefault(SQL_TYPE, "");
        SqlType sqlType = refine(type.sqlType(), text);
        ColumnDescriptor.Builder builder =
                ColumnDescriptor.builder(name, sqlType)
                        .precision(precision(sqlType, type.precision(), text))
                        .scale(type.scale())
                        .nullable(field.nullable())
                        .autoIncrement("1".equals(metadata.get(FLIGHT + "IS_AUTO_INCREMENT")))
                        .table(
                                metadata.getOrDefault(FLIGHT + "CATALOG_NAME", ""),
                                metadata.getOrDefault(
                                        FLIGHT + "DB_SCHEMA_NAME",
                                        metadata.getOrDefault(FLIGHT + "SCHEMA_NAME", "")),
                                metadata.getOrDefault(FLIGHT + "TABLE_NAME", ""));
        List<ArrowColumn> parts = children;
        if (sqlType == SqlType.MAP) {
            parts = children.size() == 1 ? children.get(0).children() : List.of();
        }
        int wanted = sqlType == SqlType.MAP ? 2 : sqlType == SqlType.ARRAY ? 1 : -1;
        if (wanted >= 0 && parts.size() != wanted) {
            throw Malformed.message(sqlType + " '" + name + "' of " + parts.size() + " parts");
        }
        parts.forEach(part -> builder.child(part.descriptor()));
        return builder.build();
    }

    /** Tells types apart that Arrow stores alike. */
    private static SqlType refine(SqlType stored, String text) {
        if (stored == SqlType.VARCHAR && text.equals("JSON")) {
            return SqlType.JSON;
        }
        if (stored == SqlType.VARCHAR && text.startsWith("CHAR")) {
            return SqlType.CHAR;
        }
        return stored;
    }

    private static int precision(SqlType type, int stored, String text) {
        switch (type) {
            case CHAR:
            case VARCHAR:
            case VARBINARY:
            case TIME:
            case TIMESTAMP:
            case TIMESTAMP_WITH_TIME_ZONE:
                Matcher matcher = FIRST_PARAMETER.matcher(text);
                return matcher.find() ? Integer.parseInt(matcher.group(1)) : stored;
            default:
                return stored;
        }
    }
}
