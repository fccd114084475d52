package dev.sabot.exec.plan;

import dev.sabot.connector.Boundedness;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.WriteRequest;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes plans as bytes and reads them back.
///
/// **Format**: a version, then one value: a tag and its content. A record is its name followed by
/// its components in order; only the record and enum types listed here are read, so bytes can never
/// name a class of their own.
///
/// **Threads**: safe.
public final class PlanCodec {
    private static final int VERSION = 1;
    private static final int MAX_DEPTH = 5_000;

    private static final Map<String, Class<?>> TYPES = new LinkedHashMap<>();

    static {
        register(PhysicalPlan.class);
        register(Expression.class);
        register(Partitioning.class);
        register(ChangeMode.class);
        for (Class<?> type :
                List.of(
                        PlanProperties.class,
                        SortKey.class,
                        RowTime.class,
                        StreamGrouping.class,
                        Retention.class,
                        AggregateCall.class,
                        WindowCall.class,
                        WindowCall.Frame.class,
                        WindowCall.Bound.class,
                        WindowCall.Bound.Kind.class,
                        WindowCall.Unit.class,
                        WindowCall.Exclusion.class,
                        Expression.Case.Branch.class,
                        PhysicalPlan.Aggregate.Phase.class,
                        PhysicalPlan.SetOperation.Kind.class,
                        JoinType.class,
                        Boundedness.class,
                        WriteRequest.Mode.class,
                        TableHandle.class,
                        Schema.class,
                        Field.class,
                        DataType.class,
                        TypeKind.class)) {
            TYPES.put(name(type), type);
        }
    }

    private PlanCodec() {}

    private static void register(Class<?> sealedRoot) {
        for (Class<?> type : sealedRoot.getPermittedSubclasses()) {
            TYPES.put(name(type), type);
        }
    }

    private static String name(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return outer == null ? type.getSimpleName() : name(outer) + "." + type.getSimpleName();
    }

    private enum Tag {
        NULL,
        FALSE,
        TRUE,
        LONG,
        INT,
        DOUBLE,
        STRING,
        BYTES,
        BIG_INTEGER,
        LIST,
        MAP,
        ENUM,
        RECORD
    }

    /// Writes a plan.
    public static byte[] encode(PhysicalPlan plan) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            write(plan, out);
        } catch (IOException | ReflectiveOperationException e) {
            throw new SabotException(ErrorCode.INTERNAL, "a plan cannot be encoded: " + e, e);
        }
        return bytes.toByteArray();
    }

    /// Reads a plan.
    ///
    /// **Errors**: MALFORMED_MESSAGE for bytes that are no plan of this version.
    public static PhysicalPlan decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IOException("version " + version + " where " + VERSION + " is read");
            }
            if (read(in, 0) instanceof PhysicalPlan plan && in.read() < 0) {
                return plan;
            }
            throw new IOException("not one whole plan");
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            throw new SabotException(
                    ErrorCode.MALFORMED_MESSAGE, "the bytes are no physical plan: " + e, e);
        }
    }

    private static void write(@Nullable Object value, DataOutputStream out)
            throws IOException, ReflectiveOperationException {
        switch (value) {
            case null -> tag(Tag.NULL, out);
            case Boolean bool -> tag(bool ? Tag.TRUE : Tag.FALSE, out);
            case Long number -> {
                tag(Tag.LONG, out);
                out.writeLong(number);
            }
            case Integer number -> {
                tag(Tag.INT, out);
                out.writeInt(number);
            }
            case Double number -> {
                tag(Tag.DOUBLE, out);
                out.writeDouble(number);
            }
            case String text -> {
                tag(Tag.STRING, out);
                writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
            }
            case byte[] bytes -> {
                tag(Tag.BYTES, out);
                writeBytes(bytes, out);
            }
            case BigInteger number -> {
                tag(Tag.BIG_INTEGER, out);
                writeBytes(number.toByteArray(), out);
            }
            case Enum<?> constant -> {
                tag(Tag.ENUM, out);
                out.writeUTF(checkedName(constant.getDeclaringClass()));
                out.writeUTF(constant.name());
            }
            case List<?> list -> {
                tag(Tag.LIST, out);
                out.writeInt(list.size());
                for (Object element : list) {
                    write(element, out);
                }
            }
            case Map<?, ?> map -> {
                tag(Tag.MAP, out);
                out.writeInt(map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    write(entry.getKey(), out);
                    write(entry.getValue(), out);
                }
            }
            case Record structure -> writeRecord(structure, out);
            default -> throw new IOException("no value of a plan: " + value.getClass());
        }
    }

    private static void tag(Tag tag, DataOutputStream out) throws IOException {
        out.writeByte(tag.ordinal());
    }

    private static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void writeRecord(Record structure, DataOutputStream out)
            throws IOException, ReflectiveOperationException {
        tag(Tag.RECORD, out);
        out.writeUTF(checkedName(structure.getClass()));
        for (RecordComponent component : structure.getClass().getRecordComponents()) {
            write(component.getAccessor().invoke(structure), out);
        }
    }

    private static String checkedName(Class<?> type) throws IOException {
        String name = name(type);
        if (TYPES.get(name) != type) {
            throw new IOException("the type " + type.getName() + " is not registered");
        }
        return name;
    }

    private static @Nullable Object read(DataInputStream in, int depth)
            throws IOException, ReflectiveOperationException {
        if (depth > MAX_DEPTH) {
            throw new IOException("nested more than " + MAX_DEPTH + " deep");
        }
        int ordinal = in.readUnsignedByte();
        if (ordinal >= Tag.values().length) {
            throw new IOException("unknown tag " + ordinal);
        }
        return switch (Tag.values()[ordinal]) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case LONG -> in.readLong();
            case INT -> in.readInt();
            case DOUBLE -> in.readDouble();
            case STRING -> new String(readBytes(in), StandardCharsets.UTF_8);
            case BYTES -> readBytes(in);
            case BIG_INTEGER -> new BigInteger(readBytes(in));
            case LIST -> readList(in, depth);
            case MAP -> readMap(in, depth);
            case ENUM -> readEnum(in);
            case RECORD -> readRecord(in, depth);
        };
    }

    private static int readSize(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > in.available()) {
            throw new IOException("a size of " + size + " where " + in.available() + " remain");
        }
        return size;
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        return in.readNBytes(readSize(in));
    }

    private static List<@Nullable Object> readList(DataInputStream in, int depth)
            throws IOException, ReflectiveOperationException {
        int size = readSize(in);
        List<@Nullable Object> list = new ArrayList<>(size);
        for (int index = 0; index < size; index++) {
            list.add(read(in, depth + 1));
        }
        return Collections.unmodifiableList(list);
    }

    private static Map<Object, Object> readMap(DataInputStream in, int depth)
            throws IOException, ReflectiveOperationException {
        int size = readSize(in);
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int index = 0; index < size; index++) {
            Object key = read(in, depth + 1);
            Object value = read(in, depth + 1);
            if (key == null || value == null) {
                throw new IOException("a map with a null");
            }
            map.put(key, value);
        }
        return map;
    }

    private static Object readEnum(DataInputStream in) throws IOException {
        Class<?> type = TYPES.get(in.readUTF());
        String constant = in.readUTF();
        if (type != null && type.isEnum()) {
            for (Object candidate : type.getEnumConstants()) {
                if (candidate instanceof Enum<?> value && value.name().equals(constant)) {
                    return candidate;
                }
            }
        }
        throw new IOException("unknown constant " + constant);
    }

    private static Object readRecord(DataInputStream in, int depth)
            throws IOException, ReflectiveOperationException {
        String name = in.readUTF();
        Class<?> type = TYPES.get(name);
        if (type == null || !type.isRecord()) {
            throw new IOException("unknown record " + name);
        }
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int index = 0; index < components.length; index++) {
            values[index] = read(in, depth + 1);
            types[index] = components[index].getType();
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        try {
            return constructor.newInstance(values);
        } catch (IllegalArgumentException e) {
            throw new IOException(name + Arrays.toString(types) + " does not take these values", e);
        }
    }
}
