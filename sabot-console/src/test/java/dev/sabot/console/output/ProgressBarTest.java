package dev.sabot.console.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final long SECONDS = 1_000_000_000;

    @Test
    void aStatementThatNeverEndsShowsItsPaceAndItsTime() {
        ProgressBar.StreamReading stream =
                new ProgressBar.StreamReading(12_345, 1_735_689_611_000_000L, 83_000);
        ProgressBar.Reading reading = new ProgressBar.Reading(Double.NaN, 1_234_567, stream);
        assertEquals(
                "1.23 M rows, 12.3 k rows/s, watermark 2025-01-01 00:00:11, lag 1 min 23 s, 7 s",
                ProgressBar.draw(reading, 7 * SECONDS, 0));
    }

    @Test
    void withoutEventTimeThereIsNoLag() {
        ProgressBar.StreamReading stream = new ProgressBar.StreamReading(0, null, 0);
        ProgressBar.Reading reading = new ProgressBar.Reading(Double.NaN, 0, stream);
        assertEquals("0 rows, 0 rows/s, 2 s", ProgressBar.draw(reading, 2 * SECONDS, 0));
    }
}
