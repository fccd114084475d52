package dev.sabot.exec.function.scalar.conditional;

import dev.sabot.exec.function.ImplicitCasts;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.exec.function.Signatures.Parameters;
import dev.sabot.exec.function.operator.ValueOrder;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.function.scalar.Values;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Functions that choose among their arguments. All arguments are evaluated before the choice; the
/// planner makes if, ifnull and nvl2 a CASE, which evaluates only what it needs.
public final class ConditionalFunctions {
    private static final String CATEGORY = "conditional";

    public static final List<ScalarFunction> ALL =
            List.of(
                    extreme("greatest", "greatest", "greatest(1, 4, NULL, 2)", "4", true),
                    extreme("least", "least", "least(3, 1, NULL, 2)", "1", false),
                    firstPresent(),
                    choice(),
                    presence(),
                    typeName(),
                    error());

    private ConditionalFunctions() {}

    /// A lambda that needs the type of its result.
    @FunctionalInterface
    private interface TypedFunction {
        void apply(Row row, DataType type, RowResult result);
    }

    private static KernelFactory kernels(TypedFunction function) {
        return BatchKernels.typed((_, type) -> (row, result) -> function.apply(row, type, result));
    }

    private static DataType common(List<DataType> types) {
        DataType common = ImplicitCasts.commonType(types);
        return common == null ? DataType.NULL : common;
    }

    private static void copy(Row row, int argument, DataType type, RowResult result) {
        Values.copy(type, row.column(argument), row.index(), result);
    }

    private static ScalarFunction extreme(
            String name, String which, String example, String result, boolean isGreatest) {
        return Signatures.function(name, CATEGORY)
                .syntax(name + "(value, ...)")
                .description(
                        "Gives the "
                                + which
                                + " value; nulls do not count, and of none there is NULL.")
                .example(example, result)
                .customNulls()
                .signature(
                        Signatures.of(
                                ConditionalFunctions::common,
                                kernels((row, type, writer) ->
                                        extreme(row, type, isGreatest, writer)),
                                oneType(0, 1)))
                .build();
    }

    private static void extreme(Row row, DataType type, boolean isGreatest, RowResult result) {
        int best = -1;
        for (int argument = 0; argument < row.numArguments(); argument++) {
            if (row.isNull(argument)) {
                continue;
            }
            int order =
                    best < 0
                            ? 0
                            : ValueOrder.compare(
                                    row.column(argument),
                                    row.index(),
                                    row.column(best),
                                    row.index(),
                                    type);
            if (best < 0 || (isGreatest ? order > 0 : order < 0)) {
                best = argument;
            }
        }
        if (best < 0) {
            result.setNull();
        } else {
            copy(row, best, type, result);
        }
    }

    /// Accepts some arguments of fixed kind and then values cast to their common type.
    ///
    /// @param numLeading how many arguments come before the values: a condition, or none
    private static Parameters oneType(int numLeading, int minimum) {
        return arguments -> {
            if (arguments.size() < numLeading + minimum) {
                return null;
            }
            DataType common =
                    ImplicitCasts.commonType(arguments.subList(numLeading, arguments.size()));
            if (common == null) {
                return null;
            }
            List<DataType> coerced = new ArrayList<>(arguments.subList(0, numLeading));
            while (coerced.size() < arguments.size()) {
                coerced.add(common);
            }
            return List.copyOf(coerced);
        };
    }

    private static ScalarFunction firstPresent() {
        return Signatures.function("ifnull", CATEGORY)
                .aliases("nvl")
                .syntax("ifnull(value, otherwise)")
                .description("Gives the first value unless it is null, else the second.")
                .example("ifnull(NULL, 'two')", "two")
                .customNulls()
                .signature(
                        Signatures.of(
                                ConditionalFunctions::common,
                                kernels((row, type, writer) ->
                                        copy(row, row.isNull(0) ? 1 : 0, type, writer)),
                                arguments ->
                                        arguments.size() == 2
                                                ? oneType(0, 2).coerce(arguments)
                                                : null))
                .build();
    }

    private static ScalarFunction choice() {
        return Signatures.function("if", CATEGORY)
                .aliases("iif")
                .syntax("if(condition, value, otherwise)")
                .description(
                        "Gives the second argument where the condition is true, else the third.")
                .example("if(2 > 1, 'yes', 'no')", "yes")
                .customNulls()
                .signature(
                        Signatures.of(
                                types -> common(types.subList(1, 3)),
                                kernels((row, type, writer) -> {
                                    boolean isTrue = !row.isNull(0) && row.getBoolean(0);
                                    copy(row, isTrue ? 1 : 2, type, writer);
                                }),
                                arguments -> condition(arguments)))
                .build();
    }

    private static @Nullable List<DataType> condition(List<DataType> arguments) {
        if (arguments.size() != 3) {
            return null;
        }
        DataType condition = ImplicitCasts.coerce(arguments.get(0), DataType.BOOLEAN);
        List<DataType> coerced = oneType(1, 2).coerce(arguments);
        if (condition == null || coerced == null) {
            return null;
        }
        return List.of(condition, coerced.get(1), coerced.get(2));
    }

    private static ScalarFunction presence() {
        return Signatures.function("nvl2", CATEGORY)
                .syntax("nvl2(value, present, absent)")
                .description(
                        "Gives the second argument where the first is not null, else the third.")
                .example("nvl2(NULL, 'there', 'missing')", "missing")
                .customNulls()
                .signature(
                        Signatures.of(
                                types -> common(types.subList(1, 3)),
                                kernels((row, type, writer) ->
                                        copy(row, row.isNull(0) ? 2 : 1, type, writer)),
                                arguments ->
                                        arguments.size() == 3
                                                ? oneType(1, 2).coerce(arguments)
                                                : null))
                .build();
    }

    private static ScalarFunction typeName() {
        return Signatures.function("typeof", CATEGORY)
                .aliases("pg_typeof")
                .syntax("typeof(value)")
                .description("Gives the name of the type of an expression.")
                .example("typeof(1.50)", "DECIMAL(3, 2)")
                .customNulls()
                .signature(
                        Signatures.always(DataType.VARCHAR),
                        BatchKernels.typed((types, _) -> {
                            String name = types.get(0).toString();
                            return (_, writer) -> writer.text().append(name);
                        }),
                        Signatures.any())
                .build();
    }

    private static ScalarFunction error() {
        return Signatures.function("error", CATEGORY)
                .syntax("error(message)")
                .description(
                        "Fails with a message; a null message gives NULL. The result is a text, so"
                                + " that CASE can choose it.")
                .example("error(NULL)", "NULL")
                .canFail()
                .signature(
                        DataType.VARCHAR,
                        RowKernels.textToText((message, _) -> {
                            throw ArgumentErrors.invalid(message.toString());
                        }),
                        DataType.VARCHAR)
                .build();
    }
}
