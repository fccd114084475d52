package dev.sabot.exec.function.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.batch.Column;
import dev.sabot.exec.expression.CompiledExpression;
import dev.sabot.exec.expression.Evaluator;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.expression.ExpressionCompiler;
import dev.sabot.exec.expression.TestColumns;
import dev.sabot.exec.expression.TestContext;
import dev.sabot.type.DataType;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;

class DateTimeFunctionsTest {
    private static final int NUM_ROWS = 3000;
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /// Timestamps around 1970, at ends of years, and anywhere from year -9999 to 9999.
    private static List<LocalDateTime> timestamps() {
        Random random = new Random(7);
        List<LocalDateTime> times = new ArrayList<>();
        for (int row = 0; row < NUM_ROWS; row++) {
            long second =
                    switch (row % 4) {
                        case 0 -> random.nextInt(4000) - 2000;
                        case 1 ->
                                LocalDate.of(1900 + random.nextInt(200), 12, 28)
                                                .plusDays(random.nextInt(10))
                                                .toEpochDay()
                                        * 86_400;
                        case 2 -> random.nextLong(-4_000_000_000L, 5_000_000_000L);
                        default -> random.nextLong(-377_000_000_000L, 253_000_000_000L);
                    };
            int nanos = row % 3 == 0 ? 0 : random.nextInt(1_000_000) * 1000;
            times.add(LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC));
        }
        return times;
    }

    private static long micros(LocalDateTime time) {
        return Math.floorDiv(time.toEpochSecond(ZoneOffset.UTC), 1L) * 1_000_000
                + time.getNano() / 1000;
    }

    private static List<Object> evaluate(
            Expression expression, DataType type, List<? extends Object> values) {
        try (TestContext context = new TestContext(ZONE)) {
            CompiledExpression compiled =
                    ExpressionCompiler.compile(expression, FunctionCases.REGISTRY, true);
            try (Column column = TestColumns.of(context.allocator(), type, values);
                    Evaluator evaluator = compiled.newEvaluator(context);
                    Column result =
                            evaluator.evaluate(new Column[] {column}, values.size(), null)) {
                return new ArrayList<>(TestColumns.values(result, compiled.type()));
            }
        }
    }

    private static void check(String part, Function<LocalDateTime, Long> expected) {
        List<LocalDateTime> times = timestamps();
        Literal unit = new Literal(part, DataType.VARCHAR);
        List<Object> ofTimestamps =
                evaluate(
                        new Call(
                                "date_part",
                                List.of(unit, new ColumnReference(0, DataType.TIMESTAMP)),
                                DataType.BIGINT),
                        DataType.TIMESTAMP,
                        times.stream().map(DateTimeFunctionsTest::micros).toList());
        List<Object> ofInstants =
                evaluate(
                        new Call(
                                "date_part",
                                List.of(unit, new ColumnReference(0, DataType.TIMESTAMP_TZ)),
                                DataType.BIGINT),
                        DataType.TIMESTAMP_TZ,
                        times.stream().map(DateTimeFunctionsTest::micros).toList());
        List<Object> ofDates =
                evaluate(
                        new Call(
                                "date_part",
                                List.of(unit, new ColumnReference(0, DataType.DATE)),
                                DataType.BIGINT),
                        DataType.DATE,
                        times.stream().map(time -> time.toLocalDate().toEpochDay()).toList());
        for (int row = 0; row < times.size(); row++) {
            LocalDateTime time = times.get(row);
            assertEquals(expected.apply(time), ofTimestamps.get(row), part + " of " + time);
            LocalDateTime local =
                    time.atZone(ZoneOffset.UTC).withZoneSameInstant(ZONE).toLocalDateTime();
            if (!part.equals("epoch")) {
                assertEquals(expected.apply(local), ofInstants.get(row), part + " at " + time);
            }
            assertEquals(
                    expected.apply(time.toLocalDate().atStartOfDay()),
                    ofDates.get(row),
                    part + " of the day of " + time);
        }
    }

    @Test
    void partsAreThoseOfJavaTime() {
        check("year", time -> (long) time.getYear());
        check("month", time -> (long) time.getMonthValue());
        check("day", time -> (long) time.getDayOfMonth());
        check("hour", time -> (long) time.getHour());
        check("minute", time -> (long) time.getMinute());
        check("second", time -> (long) time.getSecond());
        check("millisecond", time -> time.getSecond() * 1000L + time.getNano() / 1_000_000);
        check("microsecond", time -> time.getSecond() * 1_000_000L + time.getNano() / 1000);
        check("quarter", time -> (long) time.get(IsoFields.QUARTER_OF_YEAR));
        check("week", time -> (long) time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        check("isoyear", time -> (long) time.get(IsoFields.WEEK_BASED_YEAR));
        check("doy", time -> (long) time.getDayOfYear());
        check("isodow", time -> (long) time.getDayOfWeek().getValue());
        check("dow", time -> time.getDayOfWeek().getValue() % 7L);
        check("epoch", time -> time.toEpochSecond(ZoneOffset.UTC));
        check(
                "julian",
                time -> time.toLocalDate().getLong(java.time.temporal.JulianFields.JULIAN_DAY));
    }

    private static void checkStart(String unit, Function<LocalDateTime, LocalDateTime> expected) {
        List<LocalDateTime> times = timestamps();
        List<Object> starts =
                evaluate(
                        new Call(
                                "date_trunc",
                                List.of(
                                        new Literal(unit, DataType.VARCHAR),
                                        new ColumnReference(0, DataType.TIMESTAMP)),
                                DataType.TIMESTAMP),
                        DataType.TIMESTAMP,
                        times.stream().map(DateTimeFunctionsTest::micros).toList());
        for (int row = 0; row < times.size(); row++) {
            LocalDateTime time = times.get(row);
            assertEquals(micros(expected.apply(time)), starts.get(row), unit + " of " + time);
        }
    }

    @Test
    void startsAreThoseOfJavaTime() {
        checkStart("second", time -> time.truncatedTo(ChronoUnit.SECONDS));
        checkStart("minute", time -> time.truncatedTo(ChronoUnit.MINUTES));
        checkStart("hour", time -> time.truncatedTo(ChronoUnit.HOURS));
        checkStart("day", time -> time.truncatedTo(ChronoUnit.DAYS));
        checkStart(
                "week",
                time ->
                        time.truncatedTo(ChronoUnit.DAYS)
                                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
        checkStart("month", time -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1));
        checkStart(
                "quarter",
                time ->
                        time.truncatedTo(ChronoUnit.DAYS)
                                .withDayOfMonth(1)
                                .withMonth((time.getMonthValue() - 1) / 3 * 3 + 1));
        checkStart("year", time -> time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1));
        checkStart(
                "decade",
                time ->
                        time.truncatedTo(ChronoUnit.DAYS)
                                .withDayOfYear(1)
                                .with(ChronoField.YEAR, Math.floorDiv(time.getYear(), 10) * 10L));
    }

    @Test
    void patternsAreThoseOfJavaTime() {
        String pattern = "uuuu-MM-dd HH:mm:ss.SSSSSS EEE MMMM hh a D";
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        List<LocalDateTime> times =
                timestamps().stream().filter(time -> time.getYear() > 0).toList();
        List<Object> texts =
                evaluate(
                        new Call(
                                "date_format",
                                List.of(
                                        new ColumnReference(0, DataType.TIMESTAMP),
                                        new Literal(pattern, DataType.VARCHAR)),
                                DataType.VARCHAR),
                        DataType.TIMESTAMP,
                        times.stream().map(DateTimeFunctionsTest::micros).toList());
        for (int row = 0; row < times.size(); row++) {
            assertEquals(formatter.format(times.get(row)), texts.get(row));
        }
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Literal pattern = new Literal("%d.%b %Y, %I:%M:%S.%f %p", DataType.VARCHAR);
        List<Long> times =
                timestamps().stream()
                        .filter(time -> time.getYear() > 0)
                        .map(DateTimeFunctionsTest::micros)
                        .toList();
        Expression text =
                new Call(
                        "strftime",
                        List.of(new ColumnReference(0, DataType.TIMESTAMP), pattern),
                        DataType.VARCHAR);
        Expression back = new Call("strptime", List.of(text, pattern), DataType.TIMESTAMP);
        assertEquals(times, evaluate(back, DataType.TIMESTAMP, times));
    }

    @Test
    void monthsPassAsInJavaTime() {
        LocalDateTime origin = LocalDateTime.of(2000, 2, 29, 12, 0);
        List<LocalDateTime> times = timestamps();
        List<Object> months =
                evaluate(
                        new Call(
                                "date_sub",
                                List.of(
                                        new Literal("month", DataType.VARCHAR),
                                        new Literal(micros(origin), DataType.TIMESTAMP),
                                        new ColumnReference(0, DataType.TIMESTAMP)),
                                DataType.BIGINT),
                        DataType.TIMESTAMP,
                        times.stream().map(DateTimeFunctionsTest::micros).toList());
        for (int row = 0; row < times.size(); row++) {
            LocalDateTime time = times.get(row);
            long expected = months(origin, time);
            assertEquals(expected, months.get(row), "months until " + time);
        }
    }

    /// Returns the largest number of months that do not go past a time.
    private static long months(LocalDateTime from, LocalDateTime to) {
        long months =
                12L * (to.getYear() - from.getYear()) + to.getMonthValue() - from.getMonthValue();
        if (months > 0 && from.plusMonths(months).isAfter(to)) {
            return months - 1;
        }
        return months < 0 && from.plusMonths(months).isBefore(to) ? months + 1 : months;
    }

    @TestFactory
    List<DynamicTest> edges() {
        return FunctionCases.of(
                """
                date_part('YEAR', DATE '-0001-01-01') => -1
                date_part('century', DATE '2000-12-31') => 20
                date_part('century', DATE '2001-01-01') => 21
                date_part('century', DATE '0000-12-31') => -1
                date_part('millennium', DATE '2000-12-31') => 2
                date_part('decade', DATE '1969-01-01') => 196
                date_part('era', DATE '0000-01-01') => 0
                date_part('second', TIMESTAMP '1969-12-31 23:59:59.5') => 59
                date_part('epoch', TIMESTAMP '1969-12-31 23:59:59.5') => -1
                date_part('hour', TIME '13:14:15') => 13
                date_part('year', TIME '13:14:15') => !INVALID_ARGUMENT
                date_part('year', INTERVAL '30' MONTH) => 2
                date_part('month', INTERVAL '30' MONTH) => 6
                date_part('hour', INTERVAL '90000' SECOND) => 1
                date_part('day', INTERVAL '90000' SECOND) => 1
                date_part('', DATE '2000-01-01') => !INVALID_ARGUMENT
                date_part('nonsense', DATE '2000-01-01') => !INVALID_ARGUMENT
                date_part('timezone', TIMESTAMPTZ '2024-07-01 12:00:00+00') => 7200
                date_part('timezone_hour', TIMESTAMPTZ '2024-01-01 12:00:00+00') => 1
                date_part('hour', TIMESTAMPTZ '2024-07-01 12:00:00+00') => 14
                date_part('epoch', TIMESTAMPTZ '1970-01-01 00:00:01+00') => 1
                year(DATE '1969-12-31') => 1969
                yearweek(DATE '2021-01-01') => 202053
                dayname(DATE '1970-01-01') => Thursday
                monthname(TIMESTAMP '1969-12-31 23:59:59') => December
                last_day(DATE '1900-02-01') => 1900-02-28
                last_day(DATE '2000-02-01') => 2000-02-29
                date_trunc('week', DATE '1970-01-01') => 1969-12-29
                date_trunc('century', DATE '1999-01-01') => 1900-01-01
                date_trunc('isoyear', DATE '2021-01-01') => 2019-12-30
                date_trunc('hour', TIMESTAMP '1969-12-31 23:59:59.5') => 1969-12-31 23:00:00
                date_trunc('hour', DATE '2020-05-05') => 2020-05-05
                date_trunc('epoch', DATE '2020-05-05') => !INVALID_ARGUMENT
                date_trunc('day', TIMESTAMPTZ '2024-03-31 12:00:00+02') => 2024-03-31 00:00:00+01
                date_trunc('hour', TIMESTAMPTZ '2024-10-27 01:30:00+00') => 2024-10-27 02:00:00+01
                date_trunc('hour', TIMESTAMPTZ '2024-10-27 00:30:00+00') => 2024-10-27 02:00:00+02
                date_diff('day', TIMESTAMP '1969-12-31 23:59:59', TIMESTAMP '1970-01-01 \
                00:00:00') => 1
                date_diff('hour', TIMESTAMP '1969-12-31 23:59:59', TIMESTAMP '1970-01-01 \
                00:00:00') => 1
                date_diff('week', DATE '2024-01-07', DATE '2024-01-08') => 1
                date_diff('year', DATE '2024-12-31', DATE '2023-01-01') => -1
                date_diff('month', DATE '2024-12-31', TIMESTAMP '2025-02-01 00:00:00') => 2
                date_diff('minute', TIME '10:00:30', TIME '10:02:00') => 2
                date_diff('dog', DATE '2024-12-31', DATE '2023-01-01') => !INVALID_ARGUMENT
                date_sub('day', TIMESTAMP '1969-12-31 23:59:59', TIMESTAMP '1970-01-01 \
                00:00:00') => 0
                date_sub('year', DATE '2000-02-29', DATE '2001-02-28') => 1
                date_sub('month', DATE '2024-03-31', DATE '2024-02-29') => -1
                date_add(DATE '2024-01-31', INTERVAL '-1' MONTH) => 2023-12-31
                date_add(DATE '2024-01-31', INTERVAL '1' DAY) => 2024-02-01 00:00:00
                date_add(TIMESTAMP '1969-12-31 23:59:59', INTERVAL '1' SECOND) \
                => 1970-01-01 00:00:00
                date_add('month', 13, DATE '2023-01-31') => 2024-02-29
                date_add('day', -1, DATE '1970-01-01') => 1969-12-31
                date_add('hour', 1, DATE '1970-01-01') => !INVALID_ARGUMENT
                date_add('millennium', 9223372036854775807, DATE '1970-01-01') => !DATETIME_OVERFLOW
                date_add('day', 1, TIMESTAMPTZ '2024-03-30 12:00:00+01') => 2024-03-31 12:00:00+02
                date_add('hour', 24, TIMESTAMPTZ '2024-03-30 12:00:00+01') => 2024-03-31 13:00:00+02
                """);
    }

    @TestFactory
    List<DynamicTest> bucketsAndConstruction() {
        return FunctionCases.of(
                """
                time_bucket(INTERVAL '7' DAY, DATE '2024-05-08') => 2024-05-06
                time_bucket(INTERVAL '2' MONTH, DATE '2024-04-30') => 2024-03-01
                time_bucket(INTERVAL '1' YEAR, DATE '1969-12-31') => 1969-01-01
                time_bucket(INTERVAL '1' HOUR, TIMESTAMP '1969-12-31 23:59:59.5') \
                => 1969-12-31 23:00:00
                time_bucket(INTERVAL '1' HOUR, TIMESTAMP '2024-01-01 10:20:00', TIMESTAMP \
                '2024-01-01 00:30:00') => 2024-01-01 09:30:00
                time_bucket(INTERVAL '0' DAY, DATE '2024-05-08') => !INVALID_ARGUMENT
                time_bucket(INTERVAL '1' DAY, TIMESTAMPTZ '2024-07-01 23:30:00+00') \
                => 2024-07-02 00:00:00+02
                make_date(2023, 2, 29) => !DATETIME_OVERFLOW
                make_date(-5, 1, 1) => -0005-01-01
                make_time(24, 0, 0) => !DATETIME_OVERFLOW
                make_time(23, 59, 59.5) => 23:59:59.5
                make_timestamp(0) => 1970-01-01 00:00:00
                make_timestamp(-1) => 1969-12-31 23:59:59.999999
                make_timestamptz(2024, 7, 1, 12, 0, 0) => 2024-07-01 12:00:00+02
                epoch(DATE '1969-12-31') => -86400.0
                epoch_ms(TIMESTAMP '1969-12-31 23:59:59.9995') => -1
                epoch_ms(701222400000) => 1992-03-22 00:00:00
                epoch_us(1) => 1970-01-01 00:00:00.000001
                epoch_ns(TIMESTAMP '2500-01-01 00:00:00') => !DATETIME_OVERFLOW
                julian(TIMESTAMP '2000-01-01 12:00:00') => 2451545.5
                to_timestamp(0) => 1970-01-01 01:00:00+01
                to_timestamp(1e300) => !DATETIME_OVERFLOW
                to_timestamp('2024-07-01 12:30', 'YYYY-MM-DD HH24:MI') => 2024-07-01 12:30:00+02
                to_timestamp_ltz(1, 0) => 1970-01-01 01:00:01+01
                to_timestamp_ltz(1, 4) => !INVALID_ARGUMENT
                from_unixtime(0) => 1970-01-01 01:00:00
                from_unixtime(0, 'yyyy') => 1970
                unix_timestamp(TIMESTAMP '1970-01-01 01:00:00') => 0
                timezone('UTC', TIMESTAMP '2024-07-01 12:00:00') => 2024-07-01 14:00:00+02
                timezone('Asia/Kolkata', TIMESTAMPTZ '2024-07-01 00:00:00+00') \
                => 2024-07-01 05:30:00
                timezone('+02:00', TIMESTAMPTZ '2024-07-01 00:00:00+00') => 2024-07-01 02:00:00
                timezone('Mars', TIMESTAMP '2024-07-01 12:00:00') => !INVALID_ARGUMENT
                to_days(-1) => -1 day
                to_months(14) => 1 year 2 months
                to_seconds(1.5) => 00:00:01.5
                to_years(9223372036854775807) => !DATETIME_OVERFLOW
                to_hours(9223372036854775807) => !DATETIME_OVERFLOW
                current_date => 2024-01-31
                localtimestamp => 2024-01-31 13:00:00
                current_timestamp => 2024-01-31 13:00:00+01
                localtime => 13:00:00
                """);
    }

    @TestFactory
    List<DynamicTest> patterns() {
        return FunctionCases.of(
                """
                strftime(TIMESTAMP '1969-12-31 23:59:59.5', '%Y-%m-%d %H:%M:%S.%f %j %U %W %w \
                %u') => 1969-12-31 23:59:59.500000 365 52 52 3 3
                strftime(DATE '2024-01-05', '%-d.%-m.%y|%e|%D|%F|%%') \
                => 5.1.24| 5|01/05/24|2024-01-05|%
                strftime(TIMESTAMP '2024-01-05 00:05:00', '%-I:%M %p') => 12:05 AM
                strftime(TIMESTAMPTZ '2024-07-01 12:00:00+00', '%H %z %Z') => 14 +02 CEST
                strftime(DATE '2024-01-05', '%Q') => !INVALID_ARGUMENT
                strftime(DATE '2021-01-03', '%G-W%V-%u') => 2020-W53-7
                to_char(TIMESTAMP '2002-04-20 17:31:12.66', 'YYYY-MM-DD HH24:MI:SS.MS AM') \
                => 2002-04-20 17:31:12.660 PM
                to_char(DATE '2002-04-05', 'FMMonth FMDD, YYYY') => April 5, 2002
                '[' || to_char(DATE '2002-05-05', 'MONTH Day mon') || ']' \
                => [MAY       Sunday    may]
                to_char(DATE '2002-04-05', '"on" Q IW DDD') => on 2 14 095
                date_format(TIMESTAMP '2024-05-06 07:08:09.123456', 'yy/M/d H:m:s.SSS ''at''') \
                => 24/5/6 7:8:9.123 at
                date_format(DATE '2024-05-06', 'QQ bad') => !INVALID_ARGUMENT
                strptime('2024-02-30', '%Y-%m-%d') => !INVALID_CAST
                strptime('x', '%Y') => !INVALID_CAST
                strptime('12/31/99 11:59 PM', '%m/%d/%y %I:%M %p') => 1999-12-31 23:59:00
                strptime('20240131235959', '%Y%m%d%H%M%S') => 2024-01-31 23:59:59
                strptime('2024-01-31T10:00:00+02:00', '%Y-%m-%dT%H:%M:%S%z') => 2024-01-31 08:00:00
                strptime('2024-060', '%Y-%j') => 2024-02-29 00:00:00
                strptime('10:30', '%H:%M') => 1900-01-01 10:30:00
                strptime('2020-W53-7', '%G-W%V-%u') => 2021-01-03 00:00:00
                try_strptime('13', '%m') => NULL
                to_date('20241231', 'YYYYMMDD') => 2024-12-31
                to_date('31/12/1969', 'DD/MM/YYYY') => 1969-12-31
                to_date('2024', 'YYYY-MM') => !INVALID_CAST
                """);
    }
}
