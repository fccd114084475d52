package dev.sabot.jdbc.value;

import dev.sabot.jdbc.session.ColumnData;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.Layout;

import java.nio.ByteBuffer;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Readers of dates, times and intervals. */
final class TemporalReaders {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private TemporalReaders() {}

    /** DATE in days and INTERVAL YEAR TO MONTH in months. */
    static final class Small extends ColumnReader {
        private ByteBuffer data = EMPTY;

        Small(ColumnDescriptor descriptor) {
            super(descriptor);
        }

        @Override
        void attach(ColumnData flat) throws SQLException {
            expect(flat, Layout.INT32);
            data = flat.data();
        }

        @Override
        Object read(int index) {
            int value = data.getInt(index * 4);
            switch (descriptor().type()) {
                case DATE:
                    return LocalDate.ofEpochDay(value);
                case INTERVAL_YEAR_MONTH:
                    return Period.ofMonths(value).normalized();
                default:
                    throw new AssertionError(descriptor().type());
            }
        }
    }

    /** TIME, both TIMESTAMPs and INTERVAL DAY TO SECOND, in microseconds. */
    static final class Micros extends ColumnReader {
        private ByteBuffer data = EMPTY;

        Micros(ColumnDescriptor descriptor) {
            super(descriptor);
        }

        @Override
        void attach(ColumnData flat) throws SQLException {
            expect(flat, Layout.INT64);
            data = flat.data();
        }

        @Override
        Object read(int index) throws SQLException {
            long micros = data.getLong(index * 8);
            long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
            int nanos = (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1000;
            switch (descriptor().type()) {
                case TIME:
                    if (micros < 0 || micros >= MICROS_PER_DAY) {
                        throw new SQLDataException(
                                "time of " + micros + " microseconds is outside a day", "22008");
                    }
                    return LocalTime.ofNanoOfDay(micros * 1000);
                case TIMESTAMP:
                    return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
                case TIMESTAMP_WITH_TIME_ZONE:
                    return Instant.ofEpochSecond(seconds, nanos);
                case INTERVAL_DAY_TIME:
                    return Duration.of(micros, ChronoUnit.MICROS);
                default:
                    throw new AssertionError(descriptor().type());
            }
        }
    }
}
