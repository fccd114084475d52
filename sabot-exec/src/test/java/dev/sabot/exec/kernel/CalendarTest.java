package dev.sabot.exec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;

/// Compares with java.time.
final class CalendarTest {
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void dates() {
        for (int round = 0; round < 100_000; round++) {
            long day = random.nextInt(4_000_000) - 2_000_000;
            LocalDate date = LocalDate.ofEpochDay(day);
            long packed = Calendar.date(day);
            assertEquals(date.getYear(), Calendar.year(packed), "day " + day);
            assertEquals(date.getMonthValue(), Calendar.month(packed), "day " + day);
            assertEquals(date.getDayOfMonth(), Calendar.dayOfMonth(packed), "day " + day);
            assertEquals(
                    day, Calendar.day(date.getYear(), date.getMonthValue(), date.getDayOfMonth()));
            int months = random.nextInt(10_000) - 5_000;
            assertEquals(
                    date.plusMonths(months).toEpochDay(),
                    Calendar.addMonths(day, months),
                    "day " + day + ", months " + months);
        }
    }

    @Test
    void zones() {
        for (String name :
                new String[] {"Europe/Berlin", "America/St_Johns", "Z", "Asia/Kathmandu"}) {
            ZoneId zone = ZoneId.of(name);
            ZoneOffsets offsets = new ZoneOffsets(zone);
            long micros = -5_000_000_000_000_000L;
            for (int round = 0; round < 50_000; round++) {
                micros += random.nextLong(400_000_000_000L);
                Instant instant =
                        Instant.EPOCH.plusMillis(micros / 1000).plusNanos(micros % 1000 * 1000);
                LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
                long localMicros =
                        local.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + local.getNano() / 1000;
                assertEquals(localMicros, offsets.toLocal(micros), name + " " + instant);
                long free = micros + random.nextLong(100_000_000_000L);
                LocalDateTime wanted =
                        LocalDateTime.ofEpochSecond(
                                Math.floorDiv(free, 1_000_000L),
                                (int) Math.floorMod(free, 1_000_000L) * 1000,
                                ZoneOffset.UTC);
                Instant expected = wanted.atZone(zone).toInstant();
                long expectedMicros =
                        expected.getEpochSecond() * 1_000_000 + expected.getNano() / 1000;
                assertEquals(expectedMicros, offsets.toInstant(free), name + " " + wanted);
            }
        }
    }
}
