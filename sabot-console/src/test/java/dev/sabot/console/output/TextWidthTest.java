package dev.sabot.console.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class TextWidthTest {
    @Test
    void widthCountsColumns() {
        assertEquals(0, TextWidth.of(""));
        assertEquals(3, TextWidth.of("abc"));
        assertEquals(4, TextWidth.of("日本"));
        assertEquals(1, TextWidth.of("e\u0301"));
        assertEquals(2, TextWidth.of("😀"));
        assertEquals(2, TextWidth.of("👩‍👩‍👧"));
        assertEquals(2, TextWidth.of("👍🏽"));
    }

    @Test
    void fitCutsWithAnEllipsis() {
        assertEquals("abc", TextWidth.fit("abc", 3));
        assertEquals("ab…", TextWidth.fit("abcd", 3));
        assertEquals("日…", TextWidth.fit("日本語", 4));
        assertEquals("日本語", TextWidth.fit("日本語", 6));
        assertEquals("…", TextWidth.fit("abc", 1));
        assertEquals("", TextWidth.fit("abc", 0));
    }

    @Test
    void amountsAreForPeople() {
        assertEquals("1,234 rows", Amounts.count(1234, "row"));
        assertEquals("1 row", Amounts.count(1, "row"));
        assertEquals("0.123 s", Amounts.duration(123_400_000));
        assertEquals("83.500 s (1 min 23 s)", Amounts.duration(83_500_000_000L));
        assertEquals("9,999", Amounts.shortCount(9_999));
        assertEquals("10.0 k", Amounts.shortCount(10_000));
        assertEquals("1.00 M", Amounts.shortCount(999_999));
        assertEquals("6.00 M", Amounts.shortCount(6_001_215));
        assertEquals("2 h 03 min", Amounts.clock(7_400));
    }

    @Test
    void progressShowsShareRowsAndEstimate() {
        assertEquals(
                " 25% ▕██████                  ▏ 1.50 M rows, 3 s, about 9 s left",
                ProgressBar.draw(new ProgressBar.Reading(0.25, 1_500_000), 3_000_000_000L, 0));
        assertEquals(
                "42 rows, 1 min 05 s",
                ProgressBar.draw(new ProgressBar.Reading(Double.NaN, 42), 65_000_000_000L, 80));
        assertEquals(
                "100% ▕████████████████████████▏ 1 rows, 5 s",
                ProgressBar.draw(new ProgressBar.Reading(1.0, 1), 5_000_000_000L, 80));
    }

    @Test
    void progressIsErasedBeforeAnythingElse() {
        Capture capture = new Capture(true);
        capture.output().beginStatement();
        capture.output().showTransient("50%");
        capture.output().write("row\n");
        capture.output().showTransient("60%");
        capture.output().flush();
        capture.output().showTransient("70%");
        assertEquals("\r\u001b[2K50%\r\u001b[2K", capture.messages());
        assertEquals("row\n", capture.results());
    }
}
