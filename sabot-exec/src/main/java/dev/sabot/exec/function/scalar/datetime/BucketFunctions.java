package dev.sabot.exec.function.scalar.datetime;

import static dev.sabot.exec.kernel.Calendar.MICROS_PER_DAY;

import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.kernel.Calendar;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Buckets of time of one width.
final class BucketFunctions {
    /// Monday, 2000-01-03: from where widths of days and less are counted.
    private static final long ORIGIN_DAY = 10_959;

    /// January 2000: from where widths of months are counted.
    private static final long ORIGIN_MONTH = 24_000;

    static final List<ScalarFunction> ALL = List.of(timeBucket());

    private BucketFunctions() {}

    private static ScalarFunction timeBucket() {
        Signatures.Builder builder =
                Signatures.function("time_bucket", "date")
                        .syntax("time_bucket(width, timestamp[, origin])")
                        .description(
                                "Gives the start of the bucket of an interval's width a timestamp"
                                    + " falls into. Buckets are counted from the origin, by default"
                                    + " from Monday 2000-01-03, those of months from 2000-01; those"
                                    + " of whole days begin at midnight of the session's zone.")
                        .example(
                                "time_bucket(INTERVAL '15' MINUTE, TIMESTAMP '2024-05-06"
                                        + " 10:22:00')",
                                "2024-05-06 10:15:00")
                        .canFail();
        for (DataType width : List.of(DataType.INTERVAL_DAY, DataType.INTERVAL_MONTH)) {
            boolean isMonths = width.kind() == TypeKind.INTERVAL_MONTH;
            for (DataType type :
                    List.of(DataType.DATE, DataType.TIMESTAMP, DataType.TIMESTAMP_TZ)) {
                builder.signature(
                        Signatures.sameAs(1),
                        kernels(type.kind(), isMonths, false),
                        Signatures.anyOf(width, width.kind()),
                        Signatures.anyOf(type, type.kind()));
                builder.signature(
                        Signatures.sameAs(1),
                        kernels(type.kind(), isMonths, true),
                        Signatures.anyOf(width, width.kind()),
                        Signatures.anyOf(type, type.kind()),
                        Signatures.exactly(type));
            }
        }
        return builder.build();
    }

    private static KernelFactory kernels(TypeKind kind, boolean isMonths, boolean hasOrigin) {
        return BatchKernels.perBatch(context -> {
            ZoneOffsets zone = new ZoneOffsets(context.timeZone());
            return (row, result) -> {
                long width = row.getLong(0);
                if (width <= 0) {
                    throw ArgumentErrors.invalid("the width of a bucket must be above zero");
                }
                boolean isLocal = isMonths || width % MICROS_PER_DAY == 0;
                TypeKind as = kind == TypeKind.TIMESTAMP_TZ && !isLocal ? TypeKind.TIMESTAMP : kind;
                long micros = LocalTimes.micros(row.getLong(1), as, zone);
                long origin =
                        hasOrigin
                                ? LocalTimes.micros(row.getLong(2), as, zone)
                                : ORIGIN_DAY * MICROS_PER_DAY;
                long start =
                        isMonths
                                ? months(width, micros, hasOrigin ? origin : null)
                                : bucket(width, micros, origin);
                result.setLong(LocalTimes.fromMicros(start, as, zone));
            };
        });
    }

    private static long bucket(long width, long micros, long origin) {
        try {
            long shift = Math.floorMod(origin, width);
            long since = Math.subtractExact(micros, shift);
            return Math.subtractExact(micros, Math.floorMod(since, width));
        } catch (ArithmeticException e) {
            throw ArgumentErrors.dateOverflow("the start of the bucket", DataType.TIMESTAMP);
        }
    }

    private static long months(long width, long micros, @Nullable Long origin) {
        long from = origin == null ? ORIGIN_MONTH : month(origin);
        long month = month(micros);
        long start = month - Math.floorMod(month - from, width);
        return LocalTimes.micros(
                Calendar.day(Math.floorDiv(start, 12L), Math.floorMod(start, 12L) + 1, 1), 0);
    }

    private static long month(long micros) {
        long date = Calendar.date(Math.floorDiv(micros, MICROS_PER_DAY));
        return Calendar.year(date) * 12 + Calendar.month(date) - 1;
    }
}
