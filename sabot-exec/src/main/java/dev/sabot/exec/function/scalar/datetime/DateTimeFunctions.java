package dev.sabot.exec.function.scalar.datetime;

import dev.sabot.exec.function.ScalarFunction;

import java.util.List;
import java.util.stream.Stream;

/// Lists the functions of dates, times, timestamps and intervals.
public final class DateTimeFunctions {
    public static final List<ScalarFunction> ALL =
            Stream.of(
                            DatePartFunctions.ALL,
                            DateTruncFunctions.ALL,
                            DifferenceFunctions.ALL,
                            BucketFunctions.ALL,
                            ConstructionFunctions.ALL,
                            EpochFunctions.ALL,
                            FormatFunctions.ALL,
                            ParseFunctions.ALL,
                            ClockFunctions.ALL,
                            ZoneFunctions.ALL,
                            IntervalFunctions.ALL)
                    .flatMap(List::stream)
                    .toList();

    private DateTimeFunctions() {}
}
