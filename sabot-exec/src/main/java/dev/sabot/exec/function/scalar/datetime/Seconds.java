package dev.sabot.exec.function.scalar.datetime;

import static dev.sabot.exec.kernel.Calendar.MICROS_PER_SECOND;

import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.type.DataType;

/// Turns seconds with a fraction to microseconds.
final class Seconds {
    private Seconds() {}

    /// Returns microseconds, rounded.
    ///
    /// **Errors**: DATETIME_OVERFLOW outside the range of a type.
    static long toMicros(double seconds, DataType type) {
        double micros = Math.rint(seconds * MICROS_PER_SECOND);
        if (!(micros >= -0x1p63 && micros < 0x1p63)) {
            throw ArgumentErrors.dateOverflow(seconds + " seconds", type);
        }
        return (long) micros;
    }
}
