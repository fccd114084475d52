package dev.sabot.format.json.decode;

import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Makes schemas, and records that mostly fit them.
final class RandomRecords {
    private static final List<DataType> SCALARS =
            List.of(
                    DataType.BOOLEAN,
                    DataType.TINYINT,
                    DataType.SMALLINT,
                    DataType.INTEGER,
                    DataType.BIGINT,
                    DataType.REAL,
                    DataType.DOUBLE,
                    DataType.decimal(5, 2),
                    DataType.decimal(18, 0),
                    DataType.decimal(18, 18),
                    DataType.decimal(38, 10),
                    DataType.VARCHAR,
                    DataType.VARCHAR,
                    DataType.VARBINARY,
                    DataType.DATE,
                    DataType.TIME,
                    DataType.TIMESTAMP,
                    new DataType(DataType.TIMESTAMP.kind(), 3, 0, List.of()),
                    DataType.TIMESTAMP_TZ);
    private static final String[] TEXTS = {
        "",
        "a",
        "plain text",
        "with \\\"quotes\\\" and \\\\",
        "tab\\tnew\\nline\\/",
        "é",
        "日本語",
        "emoji 😀 raw",
        "\\u0041\\u00e9\\u65e5",
        "pair \\ud83d\\ude00",
        "half \\ud83d",
        "\\u0000",
        "exactly8",
        "exactly16exactly",
        "a text of more than thirty-two bytes, for words"
    };
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1",
        "-1",
        "127",
        "128",
        "-128",
        "32767",
        "2147483648",
        "123456789012345678",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "1.5",
        "-2.25",
        "0.005",
        "12.345",
        "999.994",
        "999.995",
        "999.999",
        "1e3",
        "1.0",
        "-1E-2",
        "1e400",
        "3.14159",
        "16777217",
        "0.1",
        "123456789.123456789",
        "99999999999999999999999999999.5",
        "4.35e-20",
        "0.000000000000000001",
        "0.0000000000000000005",
        "1.0000000001"
    };
    private static final String[] TIMES = {
        "2024-02-29",
        "2023-02-29",
        "1969-12-31 23:59:59.5",
        "2024-01-31T00:00:00",
        "2024-01-31 12:34:56.123456",
        "2024-01-31 12:34:56.1234567",
        "2024-01-31 24:00:00",
        "0001-01-01 00:00:00",
        "9999-12-31 23:59:59.999999",
        "12:34",
        "12:34:56",
        "12:34:56.7",
        "2024-01-31T12:34:56Z",
        "2024-01-31 12:34:56+02:00",
        "2024-13-01",
        "2024-1-1",
        "2024-01-31 12:34:56.",
        "2024-01-31 12:34",
        "-0044-03-15",
        "12024-03-15 01:02:03"
    };

    private final Random random;

    RandomRecords(Random random) {
        this.random = random;
    }

    private DataType type(int depth) {
        int kind = random.nextInt(depth > 0 ? 14 : 11);
        return switch (kind) {
            case 11 -> DataType.row(schema(1 + random.nextInt(4), depth - 1).fields());
            case 12 -> DataType.array(type(depth - 1));
            case 13 -> DataType.map(DataType.VARCHAR, type(depth - 1));
            default -> SCALARS.get(random.nextInt(SCALARS.size()));
        };
    }

    Schema schema(int size, int depth) {
        List<Field> fields = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            String name = "c" + index + "_".repeat(random.nextInt(20));
            fields.add(new Field(name, type(depth), random.nextInt(30) > 0));
        }
        return new Schema(fields);
    }

    private String blank() {
        return random.nextInt(6) > 0 ? "" : " \t\n\r".substring(0, 1 + random.nextInt(4));
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }

    /// Returns a record of most columns, in an order of its own.
    String record(Schema schema) {
        StringBuilder out = new StringBuilder(blank());
        object(out, schema.fields());
        return out.append(blank()).toString();
    }

    private void object(StringBuilder out, List<Field> fields) {
        List<Runnable> entries = new ArrayList<>();
        for (Field field : fields) {
            if (random.nextInt(8) == 0) {
                continue;
            }
            String name = random.nextInt(20) == 0 ? field.name().toUpperCase() : field.name();
            entries.add(() -> entry(out, name, field.type()));
            if (random.nextInt(30) == 0) {
                entries.add(() -> entry(out, name, field.type()));
            }
        }
        while (random.nextInt(3) == 0) {
            String name = "unknown" + random.nextInt(400) + (random.nextInt(9) == 0 ? "\\né" : "");
            entries.add(() -> entry(out, name, type(2)));
        }
        if (random.nextInt(4) == 0) {
            java.util.Collections.shuffle(entries, random);
        }
        out.append('{').append(blank());
        for (int index = 0; index < entries.size(); index++) {
            out.append(index == 0 ? "" : "," + blank());
            entries.get(index).run();
        }
        out.append(blank()).append('}');
    }

    private void entry(StringBuilder out, String name, DataType type) {
        out.append('"').append(name).append('"').append(blank()).append(':').append(blank());
        value(out, type);
        out.append(blank());
    }

    private void value(StringBuilder out, DataType type) {
        int chance = random.nextInt(200);
        if (chance < 6) {
            out.append("null");
        } else if (chance == 6) {
            value(out, SCALARS.get(random.nextInt(SCALARS.size())));
        } else if (chance == 7) {
            out.append(pick(NUMBERS));
        } else {
            fitting(out, type);
        }
    }

    private void fitting(StringBuilder out, DataType type) {
        switch (type.kind()) {
            case BOOLEAN ->
                    out.append(pick(new String[] {"true", "false", "true", "false", "\"TRUE\""}));
            case TINYINT -> out.append(random.nextInt(256) - 128);
            case SMALLINT -> out.append(random.nextInt(65_536) - 32_768);
            case INTEGER -> out.append(random.nextInt());
            case BIGINT -> out.append(random.nextLong() >> random.nextInt(64));
            case REAL, DOUBLE, DECIMAL -> number(out, type);
            case VARCHAR -> text(out, type);
            case VARBINARY ->
                    out.append('"').append(pick(new String[] {"", "00ff", "AB", "1"})).append('"');
            case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ -> time(out, type);
            case ARRAY -> {
                out.append('[').append(blank());
                int size = random.nextInt(4);
                for (int index = 0; index < size; index++) {
                    out.append(index == 0 ? "" : ",");
                    value(out, type.element());
                }
                out.append(blank()).append(']');
            }
            case ROW -> object(out, type.fields());
            case MAP -> {
                List<Field> fields = new ArrayList<>();
                for (int index = 0; index < random.nextInt(4); index++) {
                    fields.add(Field.of("k" + random.nextInt(5), type.fields().get(1).type()));
                }
                object(out, fields);
            }
            case NULL, INTERVAL_MONTH, INTERVAL_DAY -> throw new AssertionError(type);
        }
    }

    private void number(StringBuilder out, DataType type) {
        if (random.nextInt(10) == 0) {
            out.append(pick(NUMBERS));
        } else if (type.isDecimal()) {
            BigInteger digits = new BigInteger(1 + random.nextInt(3 * type.precision()), random);
            int scale = Math.min(type.scale() + random.nextInt(3), 30);
            out.append(random.nextBoolean() ? "" : "-")
                    .append(new BigDecimal(digits, scale).toPlainString());
        } else if (random.nextBoolean()) {
            out.append(BigDecimal.valueOf(random.nextInt(), random.nextInt(12)).toPlainString());
        } else {
            out.append((float) random.nextGaussian());
        }
    }

    private void text(StringBuilder out, DataType type) {
        switch (random.nextInt(30)) {
            case 0 -> out.append(pick(NUMBERS));
            case 1 -> object(out, List.of(Field.of("x", DataType.BIGINT), Field.of("y", type)));
            case 2 -> out.append("[1,  \"a\\u0062\", null , {} ]");
            case 3 -> out.append("true");
            case 4 -> out.append('"').append(pick(TEXTS)).append('"');
            default -> {
                out.append('"');
                int length = random.nextInt(40);
                for (int index = 0; index < length; index++) {
                    out.append((char) ('a' + random.nextInt(26)));
                }
                out.append('"');
            }
        }
    }

    private void time(StringBuilder out, DataType type) {
        if (random.nextInt(12) == 0) {
            out.append('"').append(pick(TIMES)).append('"');
            return;
        }
        String date =
                "%04d-%02d-%02d"
                        .formatted(
                                random.nextInt(3_000),
                                1 + random.nextInt(12),
                                1 + random.nextInt(29));
        String fraction = random.nextBoolean() ? "" : "." + (1 + random.nextInt(999_999));
        String time =
                "%02d:%02d:%02d"
                        .formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60));
        String separator = random.nextBoolean() ? " " : "T";
        out.append('"');
        switch (type.kind()) {
            case DATE -> out.append(date);
            case TIME -> out.append(time).append(fraction);
            case TIMESTAMP -> out.append(date).append(separator).append(time).append(fraction);
            default ->
                    out.append(date)
                            .append(separator)
                            .append(time)
                            .append(fraction)
                            .append(random.nextInt(5) == 0 ? "+01:30" : "Z");
        }
        out.append('"');
    }

    /// Returns a record with some bytes changed, taken away, added or doubled.
    byte[] mutate(byte[] record) {
        byte[] bytes = record.clone();
        int numChanges = 1 + random.nextInt(3);
        for (int change = 0; change < numChanges && bytes.length > 0; change++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = interesting();
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> {
                    byte[] shorter = new byte[bytes.length - 1];
                    System.arraycopy(bytes, 0, shorter, 0, at);
                    System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
                    bytes = shorter;
                }
                default -> {
                    byte[] longer = new byte[bytes.length + 1];
                    System.arraycopy(bytes, 0, longer, 0, at);
                    longer[at] = interesting();
                    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }

    private byte interesting() {
        byte[] all =
                "{}[]\",:\\u0123456789eE+-.tfnrl \t\u0001\u00e9".getBytes(StandardCharsets.UTF_8);
        return all[random.nextInt(all.length)];
    }
}
