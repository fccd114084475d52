package dev.sabot.exec.function.scalar.system;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Volatility;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.operator.hash.KeyHasher;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/// Functions about the session and the engine, hashes and unique identifiers.
public final class SystemFunctions {
    private static final String CATEGORY = "system";
    private static final String VERSION = "Sabot 0.1.0";
    private static final SecureRandom RANDOM = new SecureRandom();

    public static final List<ScalarFunction> ALL =
            List.of(
                    version(),
                    setting(),
                    name("current_user", "current_user", "user", "session_user", "user"),
                    name("current_schema", "current_schema", "schema"),
                    name("current_catalog", "current_catalog", "catalog"),
                    name("current_database()", "current_catalog", "catalog"),
                    hash(),
                    uuid());

    private SystemFunctions() {}

    private static ScalarFunction version() {
        return Signatures.function("version", CATEGORY)
                .syntax("version()")
                .description("Gives the name and version of the engine.")
                .example("version()", VERSION)
                .signature(
                        DataType.VARCHAR,
                        RowKernels.row((_, result) -> result.text().append(VERSION)))
                .build();
    }

    private static ScalarFunction setting() {
        return Signatures.function("current_setting", CATEGORY)
                .syntax("current_setting(name)")
                .description("Gives the value of a setting.")
                .example("current_setting(NULL)", "NULL")
                .volatility(Volatility.STABLE)
                .canFail()
                .signature(
                        DataType.VARCHAR,
                        RowKernels.row((row, result) -> {
                            String name = row.text(0).toString();
                            String value = row.context().setting(name);
                            if (value == null) {
                                throw new SabotException(
                                        ErrorCode.INVALID_SETTING,
                                        "there is no setting "
                                                + ArgumentErrors.quote(name)
                                                + "; see SHOW SETTINGS");
                            }
                            result.text().append(value);
                        }),
                        DataType.VARCHAR)
                .build();
    }

    /// Declares a function that gives a name of the session, NULL where it has none.
    private static ScalarFunction name(
            String syntax, String setting, String what, String... aliases) {
        return Signatures.function(syntax.replace("()", ""), CATEGORY)
                .aliases(aliases)
                .syntax(syntax)
                .description("Gives the name of the session's " + what + ".")
                .example("typeof(" + syntax + ")", "VARCHAR")
                .volatility(Volatility.STABLE)
                .signature(
                        DataType.VARCHAR,
                        BatchKernels.perBatch(context -> {
                            String value = context.setting(setting);
                            return (_, result) -> {
                                if (value == null) {
                                    result.setNull();
                                } else {
                                    result.text().append(value);
                                }
                            };
                        }))
                .build();
    }

    private static ScalarFunction hash() {
        return Signatures.function("hash", CATEGORY)
                .syntax("hash(value, ...)")
                .description(
                        "Gives a 64-bit hash of values, the one by which rows are spread over"
                                + " keys.")
                .example("typeof(hash(42, 'a'))", "BIGINT")
                .customNulls()
                .signature(
                        Signatures.of(
                                Signatures.always(DataType.BIGINT),
                                (_, _, _) ->
                                        (arguments, numRows, _, context) -> {
                                            try (ColumnWriter writer =
                                                    ColumnWriter.fixed(
                                                            context.allocator(),
                                                            Layout.INT64,
                                                            numRows)) {
                                                writeHashes(arguments, numRows, writer);
                                                return writer.finish();
                                            }
                                        },
                                Signatures.variadic(1, Signatures.any())))
                .build();
    }

    private static void writeHashes(Column[] arguments, int numRows, ColumnWriter writer) {
        long[] hashes = new long[numRows];
        new KeyHasher(arguments.length).hash(arguments, null, numRows, hashes);
        Memory.copy(hashes, 0, writer.dataAddress(), numRows);
    }

    private static ScalarFunction uuid() {
        return Signatures.function("gen_random_uuid", CATEGORY)
                .aliases("uuid")
                .syntax("gen_random_uuid()")
                .description("Gives another random UUID, of version 4, for each row.")
                .example("length(gen_random_uuid())", "36")
                .volatility(Volatility.VOLATILE)
                .signature(
                        DataType.VARCHAR,
                        RowKernels.row(
                                (_, result) -> result.text().append(randomUuid().toString())))
                .build();
    }

    private static UUID randomUuid() {
        long high = RANDOM.nextLong() & ~0xF000L | 0x4000L;
        long low = RANDOM.nextLong() & ~0xC000_0000_0000_0000L | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
