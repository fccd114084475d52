package dev.sabot.format.parquet.write;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.NullType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

import java.util.ArrayList;
import java.util.List;

/// Makes the schema elements of a file and the nodes that take its columns apart.
final class SchemaWriter {
    static final int DECIMAL_BYTES = 16;
    private static final int MAX_INT32_PRECISION = 9;

    private final List<SchemaElement> elements = new ArrayList<>();
    private final List<WriteNode> columns = new ArrayList<>();
    private final List<LeafBuffer> leaves = new ArrayList<>();
    private final List<List<String>> paths = new ArrayList<>();

    SchemaWriter(Schema schema) {
        SchemaElement root = new SchemaElement("sabot_schema");
        root.setNum_children(schema.size());
        elements.add(root);
        for (Field field : schema.fields()) {
            columns.add(node(field, 0, 0, List.of()));
        }
    }

    List<SchemaElement> elements() {
        return elements;
    }

    List<WriteNode> columns() {
        return columns;
    }

    List<LeafBuffer> leaves() {
        return leaves;
    }

    /// Returns the names from the root to a leaf.
    List<String> path(int leaf) {
        return paths.get(leaf);
    }

    private WriteNode node(Field field, int definition, int repetition, List<String> above) {
        List<String> path = new ArrayList<>(above);
        path.add(field.name());
        SchemaElement element = new SchemaElement(field.name());
        element.setRepetition_type(
                field.isNullable() ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
        elements.add(element);
        int level = field.isNullable() ? definition + 1 : definition;
        return switch (field.type().kind()) {
            case ARRAY -> list(field, element, level, repetition, path);
            case MAP -> map(field, element, level, repetition, path);
            case ROW -> struct(field, element, level, repetition, path);
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    REAL,
                    DOUBLE,
                    DECIMAL,
                    VARCHAR,
                    VARBINARY,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY ->
                    leaf(field, element, level, repetition, path);
        };
    }

    private SchemaElement repeatedGroup(String name, int numChildren) {
        SchemaElement group = new SchemaElement(name);
        group.setRepetition_type(FieldRepetitionType.REPEATED);
        group.setNum_children(numChildren);
        elements.add(group);
        return group;
    }

    private WriteNode list(
            Field field, SchemaElement element, int level, int repetition, List<String> path) {
        element.setNum_children(1);
        element.setLogicalType(LogicalType.LIST(new ListType()));
        element.setConverted_type(ConvertedType.LIST);
        repeatedGroup("list", 1);
        List<String> inner = new ArrayList<>(path);
        inner.add("list");
        Field item = field.type().fields().get(0).withName("element");
        WriteNode child = node(item, level + 1, repetition + 1, inner);
        return new WriteNode.Repeated(field.name(), field.isNullable(), repetition + 1, child);
    }

    private WriteNode map(
            Field field, SchemaElement element, int level, int repetition, List<String> path) {
        element.setNum_children(1);
        element.setLogicalType(LogicalType.MAP(new MapType()));
        element.setConverted_type(ConvertedType.MAP);
        repeatedGroup("key_value", 2);
        List<String> inner = new ArrayList<>(path);
        inner.add("key_value");
        Field key = new Field("key", field.type().fields().get(0).type(), false);
        Field value = field.type().fields().get(1).withName("value");
        WriteNode entry =
                new WriteNode.Group(
                        "key_value",
                        false,
                        List.of(
                                node(key, level + 1, repetition + 1, inner),
                                node(value, level + 1, repetition + 1, inner)));
        return new WriteNode.Repeated(field.name(), field.isNullable(), repetition + 1, entry);
    }

    private WriteNode struct(
            Field field, SchemaElement element, int level, int repetition, List<String> path) {
        if (field.type().fields().isEmpty()) {
            throw unsupported(field);
        }
        element.setNum_children(field.type().fields().size());
        List<WriteNode> children = new ArrayList<>();
        for (Field child : field.type().fields()) {
            children.add(node(child, level, repetition, path));
        }
        return new WriteNode.Group(field.name(), field.isNullable(), children);
    }

    private WriteNode leaf(
            Field field, SchemaElement element, int level, int repetition, List<String> path) {
        Type physical = annotate(field, element);
        element.setType(physical);
        LeafBuffer buffer = new LeafBuffer(field.type(), physical, level, repetition);
        leaves.add(buffer);
        paths.add(path);
        return new WriteNode.Leaf(field.name(), field.isNullable(), buffer);
    }

    private static SabotException unsupported(Field field) {
        return new SabotException(
                ErrorCode.UNSUPPORTED,
                "column "
                        + field.name()
                        + " of type "
                        + field.type()
                        + " cannot be written to Parquet; cast it to VARCHAR");
    }

    /// Adds the annotation of a type and returns its physical type.
    private static Type annotate(Field field, SchemaElement element) {
        return switch (field.type().kind()) {
            case NULL -> {
                element.setLogicalType(LogicalType.UNKNOWN(new NullType()));
                yield Type.INT32;
            }
            case BOOLEAN -> Type.BOOLEAN;
            case TINYINT -> integer(element, 8, ConvertedType.INT_8);
            case SMALLINT -> integer(element, 16, ConvertedType.INT_16);
            case INTEGER -> integer(element, 32, ConvertedType.INT_32);
            case BIGINT -> integer(element, 64, ConvertedType.INT_64);
            case REAL -> Type.FLOAT;
            case DOUBLE -> Type.DOUBLE;
            case DECIMAL -> decimal(field.type(), element);
            case VARCHAR -> {
                element.setLogicalType(LogicalType.STRING(new StringType()));
                element.setConverted_type(ConvertedType.UTF8);
                yield Type.BYTE_ARRAY;
            }
            case VARBINARY -> Type.BYTE_ARRAY;
            case DATE -> {
                element.setLogicalType(LogicalType.DATE(new DateType()));
                element.setConverted_type(ConvertedType.DATE);
                yield Type.INT32;
            }
            case TIME -> {
                element.setLogicalType(
                        LogicalType.TIME(new TimeType(false, TimeUnit.MICROS(new MicroSeconds()))));
                yield Type.INT64;
            }
            case TIMESTAMP -> timestamp(element, false);
            case TIMESTAMP_TZ -> timestamp(element, true);
            case INTERVAL_MONTH, INTERVAL_DAY, ARRAY, MAP, ROW -> throw unsupported(field);
        };
    }

    private static Type integer(SchemaElement element, int bits, ConvertedType converted) {
        element.setLogicalType(LogicalType.INTEGER(new IntType((byte) bits, true)));
        element.setConverted_type(converted);
        return bits == 64 ? Type.INT64 : Type.INT32;
    }

    private static Type decimal(DataType type, SchemaElement element) {
        element.setLogicalType(
                LogicalType.DECIMAL(new DecimalType(type.scale(), type.precision())));
        element.setConverted_type(ConvertedType.DECIMAL);
        element.setScale(type.scale());
        element.setPrecision(type.precision());
        if (type.precision() <= MAX_INT32_PRECISION) {
            return Type.INT32;
        }
        if (type.precision() <= DataType.MAX_LONG_PRECISION) {
            return Type.INT64;
        }
        element.setType_length(DECIMAL_BYTES);
        return Type.FIXED_LEN_BYTE_ARRAY;
    }

    private static Type timestamp(SchemaElement element, boolean isUtc) {
        element.setLogicalType(
                LogicalType.TIMESTAMP(
                        new TimestampType(isUtc, TimeUnit.MICROS(new MicroSeconds()))));
        if (isUtc) {
            element.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
        }
        return Type.INT64;
    }
}
