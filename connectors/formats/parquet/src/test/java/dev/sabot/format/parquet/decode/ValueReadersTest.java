package dev.sabot.format.parquet.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.Memory;
import dev.sabot.format.parquet.file.Conversion;
import dev.sabot.format.parquet.file.SchemaNode;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/// Decodes random values that simple encoders of the specification wrote.
final class ValueReadersTest {
    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private RootAllocator allocator = new RootAllocator();

    @BeforeEach
    void open() {
        allocator = new RootAllocator();
    }

    @AfterEach
    void close() {
        allocator.close();
    }

    private static SchemaNode.Leaf leaf(
            Type physical, int length, DataType type, Conversion conversion) {
        return new SchemaNode.Leaf("c", type, false, 0, physical, length, 0, 0, conversion);
    }

    private static final SchemaNode.Leaf INT32 =
            leaf(Type.INT32, 0, DataType.INTEGER, Conversion.COPY);
    private static final SchemaNode.Leaf INT64 =
            leaf(Type.INT64, 0, DataType.BIGINT, Conversion.COPY);
    private static final SchemaNode.Leaf TEXT =
            leaf(Type.BYTE_ARRAY, 0, DataType.VARCHAR, Conversion.COPY);

    /// Writes bits, least significant first.
    private static final class Bits {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int current;
        private int used;

        void put(long value, int width) {
            for (int bit = 0; bit < width; bit++) {
                current |= (int) (value >>> bit & 1) << used;
                if (++used == 8) {
                    bytes.write(current);
                    current = 0;
                    used = 0;
                }
            }
        }

        void align() {
            while (used != 0) {
                put(0, 1);
            }
        }

        void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                put(rest & 0x7F | 0x80, 8);
                rest >>>= 7;
            }
            put(rest, 8);
        }

        void zigzag(long value) {
            varint(value << 1 ^ value >> 63);
        }

        byte[] toBytes() {
            align();
            return bytes.toByteArray();
        }
    }

    /// Encodes by the specification, in blocks of 128 values and 4 miniblocks.
    private static byte[] delta(long[] values) {
        Bits bits = new Bits();
        bits.varint(128);
        bits.varint(4);
        bits.varint(values.length);
        bits.zigzag(values.length == 0 ? 0 : values[0]);
        for (int block = 1; block < values.length; block += 128) {
            int end = Math.min(values.length, block + 128);
            long min = Long.MAX_VALUE;
            for (int index = block; index < end; index++) {
                min = Math.min(min, values[index] - values[index - 1]);
            }
            bits.zigzag(min);
            int[] widths = new int[4];
            for (int index = block; index < end; index++) {
                long delta = values[index] - values[index - 1] - min;
                int part = (index - block) / 32;
                widths[part] = Math.max(widths[part], 64 - Long.numberOfLeadingZeros(delta));
            }
            for (int width : widths) {
                bits.put(width, 8);
            }
            for (int index = block; index < block + 128; index++) {
                int part = (index - block) / 32;
                if (block + 32 * part < end) {
                    long delta = index < end ? values[index] - values[index - 1] - min : 0;
                    bits.put(delta, widths[part]);
                }
            }
        }
        return bits.toBytes();
    }

    /// Reads in random steps, some of them skipped, and compares with what was encoded.
    private <T> void check(
            byte[] bytes,
            Encoding encoding,
            SchemaNode.Leaf leaf,
            List<T> expected,
            BiFunction<Column, Integer, T> get) {
        try (ArrowBuf page = allocator.buffer(bytes.length + 64L)) {
            Memory.copy(bytes, 0, page.memoryAddress(), bytes.length);
            long end = page.memoryAddress() + bytes.length;
            ValueReader reader =
                    new ValueReaders(leaf, allocator).values(page.memoryAddress(), end, encoding);
            int at = 0;
            while (at < expected.size()) {
                int count = Math.min(expected.size() - at, random.nextInt(1, 300));
                if (random.nextInt(4) == 0) {
                    reader.skip(count);
                } else {
                    try (Column column = reader.read(count)) {
                        for (int row = 0; row < count; row++) {
                            assertEquals(
                                    expected.get(at + row), get.apply(column, row), "seed " + seed);
                        }
                    }
                }
                at += count;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 31, 32, 33, 56, 57, 58, 61, 63, 64})
    void readsDeltasOfEveryWidth(int width) {
        for (int count : new int[] {1, 2, 128, 129, 130, 1_000}) {
            long[] values = new long[count];
            List<Long> expected = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                values[index] =
                        width == 64
                                ? random.nextLong()
                                : random.nextLong(1L << Math.min(62, width));
                expected.add(values[index]);
            }
            check(delta(values), Encoding.DELTA_BINARY_PACKED, INT64, expected, Column::getLong);
            List<Long> narrow = expected.stream().map(value -> (long) value.intValue()).toList();
            check(delta(values), Encoding.DELTA_BINARY_PACKED, INT32, narrow, Column::getLong);
        }
    }

    @Test
    void readsTextsOfEveryEncoding() {
        List<String> expected = new ArrayList<>();
        for (int index = 0; index < 1_500; index++) {
            String text = "common" + Long.toString(random.nextLong(1L << random.nextInt(1, 50)));
            expected.add(index % 50 == 0 ? "" : index % 70 == 0 ? "ü".repeat(90) : text);
        }
        Bits plain = new Bits();
        long[] lengths = new long[expected.size()];
        long[] prefixes = new long[expected.size()];
        long[] suffixes = new long[expected.size()];
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteArrayOutputStream tails = new ByteArrayOutputStream();
        byte[] last = {};
        for (int index = 0; index < lengths.length; index++) {
            byte[] bytes = expected.get(index).getBytes(StandardCharsets.UTF_8);
            lengths[index] = bytes.length;
            plain.put(bytes.length, 32);
            int prefix = java.util.Arrays.mismatch(last, bytes);
            prefix = prefix < 0 ? bytes.length : prefix;
            prefixes[index] = prefix;
            suffixes[index] = bytes.length - prefix;
            tails.write(bytes, prefix, bytes.length - prefix);
            all.writeBytes(bytes);
            for (byte part : bytes) {
                plain.put(part, 8);
            }
            last = bytes;
        }
        check(plain.toBytes(), Encoding.PLAIN, TEXT, expected, Column::getString);
        byte[] byLength = concat(delta(lengths), all.toByteArray());
        check(byLength, Encoding.DELTA_LENGTH_BYTE_ARRAY, TEXT, expected, Column::getString);
        byte[] byPrefix = concat(delta(prefixes), delta(suffixes), tails.toByteArray());
        check(byPrefix, Encoding.DELTA_BYTE_ARRAY, TEXT, expected, Column::getString);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void readsByteStreams() {
        byte[] bytes = new byte[8 * 777];
        random.nextBytes(bytes);
        List<Long> expected = new ArrayList<>();
        for (int value = 0; value < 777; value++) {
            long number = 0;
            for (int part = 0; part < 8; part++) {
                number |= (bytes[part * 777 + value] & 0xFFL) << (8 * part);
            }
            expected.add(number);
        }
        check(bytes, Encoding.BYTE_STREAM_SPLIT, INT64, expected, Column::getLong);
    }

    @Test
    void readsBooleans() {
        Bits bits = new Bits();
        List<Boolean> expected = new ArrayList<>();
        for (int index = 0; index < 4_000; index++) {
            boolean value = random.nextBoolean();
            bits.put(value ? 1 : 0, 1);
            expected.add(value);
        }
        SchemaNode.Leaf leaf = leaf(Type.BOOLEAN, 0, DataType.BOOLEAN, Conversion.COPY);
        check(bits.toBytes(), Encoding.PLAIN, leaf, expected, Column::getBoolean);
    }

    @Test
    void convertsFixedValues() {
        Bits bits = new Bits();
        bits.put(-1_234L, 64);
        bits.put(1_500L, 64);
        SchemaNode.Leaf nanos =
                leaf(Type.INT64, 0, DataType.TIMESTAMP, Conversion.INT64_NANOS_TO_MICROS);
        check(bits.toBytes(), Encoding.PLAIN, nanos, List.of(-2L, 1L), Column::getLong);
        SchemaNode.Leaf millis =
                leaf(Type.INT64, 0, DataType.TIMESTAMP, Conversion.INT64_MILLIS_TO_MICROS);
        check(
                bits.toBytes(),
                Encoding.PLAIN,
                millis,
                List.of(-1_234_000L, 1_500_000L),
                Column::getLong);
        Bits large = new Bits();
        large.put(Long.MAX_VALUE, 64);
        assertThrows(
                CorruptPageException.class,
                () -> {
                    for (int attempt = 0; attempt < 100; attempt++) {
                        List<Long> none = List.of(0L);
                        check(large.toBytes(), Encoding.PLAIN, millis, none, Column::getLong);
                    }
                });
        Bits days = new Bits();
        days.put(1_999L, 64);
        days.put(2_440_587L, 32);
        SchemaNode.Leaf int96 = leaf(Type.INT96, 0, DataType.TIMESTAMP, Conversion.INT96_TO_MICROS);
        check(
                days.toBytes(),
                Encoding.PLAIN,
                int96,
                List.of(-86_400_000_000L + 1),
                Column::getLong);
        SchemaNode.Leaf decimal =
                leaf(
                        Type.FIXED_LEN_BYTE_ARRAY,
                        3,
                        DataType.decimal(6, 2),
                        Conversion.BYTES_TO_INT64);
        byte[] bigEndian = {-1, -1, -2, 0, 1, 0};
        check(bigEndian, Encoding.PLAIN, decimal, List.of(-2L, 256L), Column::getLong);
    }

    @Test
    void refusesBadText() {
        byte[] bytes = {2, 0, 0, 0, 'a', (byte) 0xC3, 1, 0, 0, 0, (byte) 0xA9};
        try (ArrowBuf page = allocator.buffer(bytes.length + 64L)) {
            Memory.copy(bytes, 0, page.memoryAddress(), bytes.length);
            long end = page.memoryAddress() + bytes.length;
            ValueReader reader =
                    new ValueReaders(TEXT, allocator)
                            .values(page.memoryAddress(), end, Encoding.PLAIN);
            assertThrows(CorruptPageException.class, () -> reader.read(2));
        }
    }

    /// Five bits are enough for this dictionary, so indexes are not checked; a run has eight.
    @Test
    void refusesARunOfTooManyBits() {
        byte[] bytes = {5, 2 << 1, (byte) 200};
        ColumnBuilder builder = new ColumnBuilder(DataType.VARCHAR);
        for (int value = 0; value < 32; value++) {
            builder.appendString("v" + value);
        }
        try (ArrowBuf page = allocator.buffer(bytes.length + 64L);
                Column dictionary = builder.build(allocator)) {
            Memory.copy(bytes, 0, page.memoryAddress(), bytes.length);
            long end = page.memoryAddress() + bytes.length;
            ValueReader reader =
                    new ValueReaders(TEXT, allocator)
                            .indexes(page.memoryAddress(), end, dictionary, true);
            assertThrows(CorruptPageException.class, () -> reader.read(2));
        }
    }
}
