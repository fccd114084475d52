package dev.sabot.exec.function.scalar.datetime;

import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Time zones: AT TIME ZONE.
final class ZoneFunctions {
    static final List<ScalarFunction> ALL =
            List.of(
                    declare(
                            Signatures.function("timezone", "date")
                                    .syntax("timezone(zone, timestamp)")
                                    .description(
                                            "Gives the instant of a local time of a zone, or the"
                                                + " local time of an instant in a zone; as AT TIME"
                                                + " ZONE does.")
                                    .example(
                                            "timezone('America/New_York', timezone('UTC', TIMESTAMP"
                                                    + " '2024-07-01 12:00:00'))",
                                            "2024-07-01 08:00:00"),
                            0),
                    declare(
                            Signatures.function("at_time_zone", "date")
                                    .syntax("timestamp AT TIME ZONE zone")
                                    .description(
                                            "Gives the instant of a local time of a zone, or the"
                                                    + " local time of an instant in a zone.")
                                    .example(
                                            "TIMESTAMP '2024-07-01 12:00:00' AT TIME ZONE 'UTC' "
                                                    + "AT TIME ZONE 'Asia/Kolkata'",
                                            "2024-07-01 17:30:00"),
                            1));

    private ZoneFunctions() {}

    /// @param zone the argument that is the zone, 0 or 1; the other is the timestamp
    private static ScalarFunction declare(Signatures.Builder builder, int zone) {
        boolean isFirst = zone == 0;
        return builder.canFail()
                .signature(
                        Signatures.always(DataType.TIMESTAMP),
                        kernels(true, zone),
                        isFirst ? Parameters.TEXT : Parameters.INSTANT,
                        isFirst ? Parameters.INSTANT : Parameters.TEXT)
                .signature(
                        Signatures.always(DataType.TIMESTAMP_TZ),
                        kernels(false, zone),
                        isFirst ? Parameters.TEXT : Parameters.TIMESTAMP,
                        isFirst ? Parameters.TIMESTAMP : Parameters.TEXT)
                .build();
    }

    private static KernelFactory kernels(boolean isInstant, int argument) {
        return BatchKernels.prepared(constants -> {
            ZoneId zone = constants.get(argument) instanceof String name ? zone(name) : null;
            return _ -> {
                Map<String, ZoneOffsets> zones = new HashMap<>();
                ZoneOffsets fixed = zone == null ? null : new ZoneOffsets(zone);
                return (row, result) -> {
                    ZoneOffsets offsets = fixed != null ? fixed : offsets(row, argument, zones);
                    long value = row.getLong(1 - argument);
                    result.setLong(
                            isInstant
                                    ? LocalTimes.micros(value, TypeKind.TIMESTAMP_TZ, offsets)
                                    : LocalTimes.fromMicros(value, TypeKind.TIMESTAMP_TZ, offsets));
                };
            };
        });
    }

    private static ZoneOffsets offsets(Row row, int argument, Map<String, ZoneOffsets> zones) {
        return zones.computeIfAbsent(
                row.text(argument).toString(), name -> new ZoneOffsets(zone(name)));
    }

    /// Returns the zone of a name such as `Europe/Berlin`, `UTC` or `+05:30`.
    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name.strip(), ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            throw ArgumentErrors.invalid(
                    ArgumentErrors.quote(name)
                            + " is no time zone; write a name such as 'Europe/Berlin' or '+05:30'",
                    e);
        }
    }
}
