package dev.sabot.exec.function.aggregate;

import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Says which argument types a signature takes, and what each is cast to.
///
/// @param parameters one per argument; gives what an argument of a type is cast to, null when
/// refused
/// @param result the result type of coerced arguments
/// @param factory makes an accumulator of coerced arguments and result
record ArgumentTypes(
        List<Function<DataType, @Nullable DataType>> parameters,
        Function<List<DataType>, DataType> result,
        BiFunction<List<DataType>, DataType, Accumulator> factory)
        implements AggregateFunction.Signature {

    @Override
    public @Nullable List<DataType> coerce(List<DataType> arguments) {
        if (arguments.size() != parameters.size()) {
            return null;
        }
        List<DataType> coerced = new ArrayList<>(arguments.size());
        for (int index = 0; index < arguments.size(); index++) {
            DataType type = parameters.get(index).apply(arguments.get(index));
            if (type == null) {
                return null;
            }
            coerced.add(type);
        }
        return coerced;
    }

    @Override
    public DataType resultType(List<DataType> coerced) {
        return result.apply(coerced);
    }

    @Override
    public Accumulator accumulator(List<DataType> coerced, DataType resultType) {
        return factory.apply(coerced, resultType);
    }

    /// Takes any type as it is.
    static @Nullable DataType any(DataType type) {
        return type;
    }

    /// Takes any type whose values have an order.
    static @Nullable DataType comparable(DataType type) {
        return type.kind().isNested() ? null : type;
    }

    /// Takes the integers as they are.
    static @Nullable DataType integer(DataType type) {
        return type.kind().isInteger() ? type : nullAs(type, DataType.BIGINT);
    }

    /// Takes the decimals as they are.
    static @Nullable DataType decimal(DataType type) {
        return type.isDecimal() ? type : null;
    }

    /// Takes REAL and DOUBLE as they are.
    static @Nullable DataType approximate(DataType type) {
        return type.kind().isApproximate() ? type : null;
    }

    /// Takes every number, cast to DOUBLE.
    static @Nullable DataType number(DataType type) {
        return type.kind().isNumeric() ? DataType.DOUBLE : nullAs(type, DataType.DOUBLE);
    }

    static @Nullable DataType bool(DataType type) {
        return type.kind() == TypeKind.BOOLEAN ? type : nullAs(type, DataType.BOOLEAN);
    }

    static @Nullable DataType text(DataType type) {
        return type.kind() == TypeKind.VARCHAR ? type : nullAs(type, DataType.VARCHAR);
    }

    /// Takes intervals as they are.
    static @Nullable DataType interval(DataType type) {
        return type.kind().isInterval() ? type : null;
    }

    private static @Nullable DataType nullAs(DataType type, DataType taken) {
        return type.kind() == TypeKind.NULL ? taken : null;
    }
}
