/// Functions of dates, times, timestamps and intervals, in the proleptic Gregorian calendar, right
/// before 1970 too. Parts of a TIMESTAMP WITH TIME ZONE are those of the session's time zone.
/// Start with [dev.sabot.exec.function.scalar.datetime.DateTimeFunctions].
@NullMarked
package dev.sabot.exec.function.scalar.datetime;

import org.jspecify.annotations.NullMarked;
