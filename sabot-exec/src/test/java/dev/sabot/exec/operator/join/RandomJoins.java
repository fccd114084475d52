package dev.sabot.exec.operator.join;

import dev.sabot.exec.operator.TestRows.Row;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Makes random rows for joins: few distinct values, nulls, retractions.
final class RandomJoins {
    static final List<DataType> KEY_TYPES =
            List.of(
                    DataType.INTEGER,
                    DataType.BIGINT,
                    DataType.TINYINT,
                    DataType.DATE,
                    DataType.BOOLEAN,
                    DataType.TIMESTAMP,
                    DataType.decimal(10, 2),
                    DataType.decimal(38, 2),
                    DataType.DOUBLE,
                    DataType.REAL,
                    DataType.VARCHAR,
                    DataType.array(DataType.INTEGER),
                    DataType.row(
                            List.of(
                                    Field.of("a", DataType.VARCHAR),
                                    Field.of("b", DataType.BIGINT))));

    private final Random random;

    RandomJoins(Random random) {
        this.random = random;
    }

    /// Returns a value of one of `distinct` for a type, sometimes null.
    @Nullable Object value(DataType type, int distinct, boolean mayBeNull) {
        if (mayBeNull && random.nextInt(8) == 0) {
            return null;
        }
        int number = random.nextInt(distinct);
        return switch (type.kind()) {
            case BOOLEAN -> number % 2 == 0;
            case TINYINT -> (long) (number % 100 - 50);
            case SMALLINT, INTEGER, DATE, INTERVAL_MONTH, NULL -> (long) number - 2;
            case BIGINT, TIME, TIMESTAMP, TIMESTAMP_TZ, INTERVAL_DAY -> spread(number);
            case DECIMAL ->
                    type.precision() > 18 && number % 3 == 0
                            ? BigInteger.ONE.shiftLeft(70).add(BigInteger.valueOf(number))
                            : BigInteger.valueOf(number - 1L);
            case REAL, DOUBLE ->
                    number == 0
                            ? -0.0
                            : number == 1 ? 0.0 : number == 2 ? Double.NaN : number / 2.0;
            case VARCHAR, VARBINARY -> text(number);
            case ARRAY -> Arrays.asList((long) number, number % 3 == 0 ? null : 7L);
            case ROW -> Arrays.asList(text(number), (long) number);
            case MAP -> throw new IllegalStateException("maps are not keys here");
        };
    }

    private static long spread(int number) {
        return switch (number % 4) {
            case 0 -> number;
            case 1 -> Long.MIN_VALUE + number;
            case 2 -> Long.MAX_VALUE - number;
            default -> number * 1_000_003L;
        };
    }

    private static String text(int number) {
        return switch (number % 4) {
            case 0 -> "";
            case 1 -> "k" + number;
            case 2 -> "a longer text with the number " + number + " and then much more of it";
            default -> "ä" + "x".repeat(number % 20);
        };
    }

    /// Returns rows; the weighted ones add up to no negative count per row.
    List<Row> rows(List<DataType> types, int count, int distinct, boolean isWeighted) {
        List<Row> rows = new ArrayList<>();
        boolean mayBeNull = random.nextInt(4) > 0;
        for (int index = 0; index < count; index++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (DataType type : types) {
                values.add(value(type, distinct, mayBeNull));
            }
            long weight = isWeighted ? 1 + random.nextInt(3) : 1;
            rows.add(new Row(values, weight));
            if (isWeighted && random.nextInt(3) == 0) {
                rows.add(new Row(values, -1 - random.nextInt((int) weight)));
            }
        }
        if (isWeighted) {
            java.util.Collections.shuffle(rows, random);
        }
        return rows;
    }
}
