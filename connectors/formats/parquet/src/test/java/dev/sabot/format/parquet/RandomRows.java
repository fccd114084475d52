package dev.sabot.format.parquet;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Makes batches of random values of every type that files can hold.
final class RandomRows {
    static final Schema SCHEMA =
            Schema.of(
                    Field.of("bool", DataType.BOOLEAN),
                    Field.of("tiny", DataType.TINYINT),
                    Field.of("small", DataType.SMALLINT),
                    Field.of("int", DataType.INTEGER),
                    new Field("big", DataType.BIGINT, false),
                    Field.of("real", DataType.REAL),
                    Field.of("double", DataType.DOUBLE),
                    Field.of("decimal7", DataType.decimal(7, 2)),
                    Field.of("decimal18", DataType.decimal(18, 4)),
                    Field.of("decimal38", DataType.decimal(38, 6)),
                    new Field("text", DataType.VARCHAR, false),
                    Field.of("few", DataType.VARCHAR),
                    Field.of("bytes", DataType.VARBINARY),
                    Field.of("date", DataType.DATE),
                    Field.of("time", DataType.TIME),
                    Field.of("timestamp", DataType.TIMESTAMP),
                    Field.of("instant", DataType.TIMESTAMP_TZ),
                    Field.of("list", DataType.array(DataType.INTEGER)),
                    Field.of("lists", DataType.array(DataType.array(DataType.VARCHAR))),
                    Field.of(
                            "row",
                            DataType.row(
                                    List.of(
                                            Field.of("a", DataType.BIGINT),
                                            Field.of("b", DataType.array(DataType.DOUBLE))))),
                    Field.of("map", DataType.map(DataType.VARCHAR, DataType.decimal(20, 1))));

    private final SplittableRandom random;
    private final double nullShare;

    RandomRows(long seed, double nullShare) {
        this.random = new SplittableRandom(seed);
        this.nullShare = nullShare;
    }

    Batch batch(int numRows, BufferAllocator allocator) {
        Column[] columns = new Column[SCHEMA.size()];
        for (int column = 0; column < columns.length; column++) {
            Field field = SCHEMA.field(column);
            ColumnBuilder builder = new ColumnBuilder(field.type());
            for (int row = 0; row < numRows; row++) {
                builder.appendObject(value(field));
            }
            columns[column] = builder.build(allocator);
        }
        return Batch.of(numRows, columns);
    }

    private @Nullable Object value(Field field) {
        if (field.isNullable() && random.nextDouble() < nullShare) {
            return null;
        }
        DataType type = field.type();
        return switch (type.kind()) {
            case NULL, INTERVAL_MONTH, INTERVAL_DAY -> null;
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (long) random.nextInt(-128, 128);
            case SMALLINT -> (long) random.nextInt(-32768, 32768);
            case INTEGER -> (long) random.nextInt();
            case BIGINT, TIMESTAMP, TIMESTAMP_TZ -> random.nextLong(-1L << 50, 1L << 50);
            case DATE -> (long) random.nextInt(-10_000, 20_000);
            case TIME -> random.nextLong(86_400_000_000L);
            case REAL -> (double) (float) random.nextDouble(-1e6, 1e6);
            case DOUBLE -> random.nextInt(20) == 0 ? 0.0 : random.nextDouble(-1e9, 1e9);
            case DECIMAL -> decimal(type);
            case VARCHAR -> text(field.name().equals("few"));
            case VARBINARY -> {
                byte[] bytes = new byte[random.nextInt(12)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (int count = random.nextInt(4); count > 0; count--) {
                    items.add(value(type.fields().get(0)));
                }
                yield items;
            }
            case ROW -> {
                List<@Nullable Object> parts = new ArrayList<>();
                type.fields().forEach(part -> parts.add(value(part)));
                yield parts;
            }
            case MAP -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (int count = random.nextInt(4); count > 0; count--) {
                    map.put("key" + count, value(type.fields().get(1)));
                }
                yield map;
            }
        };
    }

    private BigInteger decimal(DataType type) {
        BigInteger limit = BigInteger.TEN.pow(type.precision());
        byte[] bytes = new byte[17];
        random.nextBytes(bytes);
        return new BigInteger(bytes).remainder(limit);
    }

    private String text(boolean isOfFew) {
        if (isOfFew) {
            return "value " + random.nextInt(7);
        }
        return "é".repeat(random.nextInt(3)) + Long.toString(random.nextLong(), 36);
    }
}
