package dev.sabot.exec.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.function.BuiltinFunctions;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

final class DateTimeArithmeticTest {
    private static final FunctionRegistry REGISTRY = BuiltinFunctions.registry();
    private static final long DAY = 86_400_000_000L;
    private static final long HOUR = 3_600_000_000L;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final TestContext context = new TestContext(BERLIN);

    @AfterEach
    void checkLeaks() {
        context.close();
    }

    private @Nullable Object compute(String function, DataType type, Literal left, Literal right) {
        Expression call = new Call(function, List.of(left, right), type);
        return ExpressionCompiler.evaluateConstant(call, REGISTRY, context).value();
    }

    private void fails(String function, DataType type, Literal left, Literal right) {
        SabotException error =
                assertThrows(SabotException.class, () -> compute(function, type, left, right));
        assertEquals(ErrorCode.DATETIME_OVERFLOW, error.code());
    }

    private static Literal date(String text) {
        return new Literal(LocalDate.parse(text).toEpochDay(), DataType.DATE);
    }

    private static Literal timestamp(String text) {
        return new Literal(micros(text), DataType.TIMESTAMP);
    }

    private static long micros(String text) {
        return LocalDateTime.parse(text).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    }

    private static long instant(String text) {
        return ZonedDateTime.of(LocalDateTime.parse(text), BERLIN).toEpochSecond() * 1_000_000;
    }

    private static Literal days(long micros) {
        return new Literal(micros, DataType.INTERVAL_DAY);
    }

    private static Literal months(long months) {
        return new Literal(months, DataType.INTERVAL_MONTH);
    }

    private static Literal number(long value) {
        return new Literal(value, DataType.INTEGER);
    }

    @Test
    void dates() {
        assertEquals(
                LocalDate.parse("2024-02-29").toEpochDay(),
                compute("add", DataType.DATE, date("2024-01-31"), months(1)));
        assertEquals(
                LocalDate.parse("2023-02-28").toEpochDay(),
                compute("subtract", DataType.DATE, date("2024-02-29"), months(12)));
        assertEquals(
                LocalDate.parse("1998-09-02").toEpochDay(),
                compute("subtract", DataType.DATE, date("1998-12-01"), days(90 * DAY)));
        assertEquals(
                micros("2024-01-31T05:00"),
                compute("add", DataType.TIMESTAMP, date("2024-01-31"), days(5 * HOUR)));
        assertEquals(
                micros("2024-01-31T05:00"),
                compute("add", DataType.TIMESTAMP, days(5 * HOUR), date("2024-01-31")));
        assertEquals(
                LocalDate.parse("2024-02-01").toEpochDay(),
                compute("add", DataType.DATE, number(1), date("2024-01-31")));
        assertEquals(
                30L, compute("subtract", DataType.BIGINT, date("2024-01-31"), date("2024-01-01")));
        fails("add", DataType.DATE, date("2024-01-31"), number(Integer.MAX_VALUE));
        fails("add", DataType.DATE, date("2024-01-31"), months(Integer.MAX_VALUE));
    }

    @Test
    void timestamps() {
        assertEquals(
                micros("1970-02-28T23:00"),
                compute("add", DataType.TIMESTAMP, timestamp("1969-10-31T23:00"), months(4)));
        assertEquals(
                25 * HOUR,
                compute(
                        "subtract",
                        DataType.INTERVAL_DAY,
                        timestamp("2024-01-31T12:00"),
                        timestamp("2024-01-30T11:00")));
        Literal last = new Literal(Long.MAX_VALUE, DataType.TIMESTAMP);
        fails("add", DataType.TIMESTAMP, last, days(1));
        fails("add", DataType.TIMESTAMP, last, months(1));
    }

    @Test
    void instantsMoveByMonthsInTheSessionsZone() {
        Literal winter = new Literal(instant("2024-02-29T12:00"), DataType.TIMESTAMP_TZ);
        assertEquals(
                instant("2024-04-29T12:00"),
                compute("add", DataType.TIMESTAMP_TZ, winter, months(2)));
        assertEquals(
                instant("2024-02-29T12:00") + 60 * DAY,
                compute("add", DataType.TIMESTAMP_TZ, winter, days(60 * DAY)));
        assertEquals(
                instant("2023-12-29T12:00"),
                compute("subtract", DataType.TIMESTAMP_TZ, winter, months(2)));
    }

    @Test
    void timesWrap() {
        Literal late = new Literal(23 * HOUR, DataType.TIME);
        assertEquals(HOUR, compute("add", DataType.TIME, late, days(2 * HOUR)));
        assertEquals(HOUR, compute("add", DataType.TIME, days(2 * HOUR + DAY), late));
        assertEquals(22 * HOUR, compute("subtract", DataType.TIME, late, days(25 * HOUR)));
    }

    @Test
    void intervals() {
        assertEquals(3 * DAY, compute("add", DataType.INTERVAL_DAY, days(DAY), days(2 * DAY)));
        assertEquals(-1L, compute("subtract", DataType.INTERVAL_MONTH, months(1), months(2)));
        assertEquals(2 * DAY, compute("multiply", DataType.INTERVAL_DAY, days(DAY), number(2)));
        assertEquals(2 * DAY, compute("multiply", DataType.INTERVAL_DAY, number(2), days(DAY)));
        Literal half = new Literal(0.5, DataType.DOUBLE);
        assertEquals(12 * HOUR, compute("multiply", DataType.INTERVAL_DAY, days(DAY), half));
        assertEquals(2 * DAY, compute("divide", DataType.INTERVAL_DAY, days(DAY), half));
        fails("multiply", DataType.INTERVAL_DAY, days(Long.MAX_VALUE), number(2));
        fails("add", DataType.INTERVAL_MONTH, months(Integer.MAX_VALUE), months(1));
        assertEquals(
                -DAY,
                ExpressionCompiler.evaluateConstant(
                                new Call("negate", List.of(days(DAY)), DataType.INTERVAL_DAY),
                                REGISTRY,
                                context)
                        .value());
    }

    @Test
    void parametersAreCastToTheTypeOfTheStatement() {
        try (TestContext bound = new TestContext(new Literal("2024-01-31", DataType.VARCHAR))) {
            Expression call =
                    new Call(
                            "add",
                            List.of(new Expression.Parameter(0, DataType.DATE), number(1)),
                            DataType.DATE);
            assertEquals(
                    LocalDate.parse("2024-02-01").toEpochDay(),
                    ExpressionCompiler.evaluateConstant(call, REGISTRY, bound).value());
        }
    }
}
