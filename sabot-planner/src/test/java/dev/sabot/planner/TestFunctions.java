package dev.sabot.planner;

import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.exec.function.FunctionDoc;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.NullRule;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Volatility;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A registry of declarations that nothing evaluates.
final class TestFunctions {
    static final FunctionRegistry REGISTRY = new FunctionRegistry(scalars(), aggregates());

    private TestFunctions() {}

    private static List<ScalarFunction> scalars() {
        return List.of(
                scalar("substring", DataType.VARCHAR, TypeKind.VARCHAR, TypeKind.BIGINT, null),
                scalar("upper", DataType.VARCHAR, TypeKind.VARCHAR),
                scalar("lower", DataType.VARCHAR, TypeKind.VARCHAR),
                scalar("length", DataType.INTEGER, TypeKind.VARCHAR),
                scalar("trim", DataType.VARCHAR, TypeKind.VARCHAR, null),
                scalar("ltrim", DataType.VARCHAR, TypeKind.VARCHAR, null),
                scalar("rtrim", DataType.VARCHAR, TypeKind.VARCHAR, null),
                scalar("position", DataType.INTEGER, TypeKind.VARCHAR, TypeKind.VARCHAR),
                scalar("date_part", DataType.BIGINT, TypeKind.VARCHAR, TypeKind.DATE),
                scalar("date_trunc", DataType.TIMESTAMP, TypeKind.VARCHAR, TypeKind.TIMESTAMP),
                scalar("sqrt", DataType.DOUBLE, TypeKind.DOUBLE),
                scalar("floor", DataType.DOUBLE, TypeKind.DOUBLE),
                scalar("element_at", DataType.INTEGER, TypeKind.ARRAY, TypeKind.BIGINT),
                scalar("current_date", DataType.DATE),
                scalar("random", DataType.DOUBLE));
    }

    private static ScalarFunction scalar(
            String name, DataType result, @Nullable TypeKind... parameters) {
        boolean isOptionalLast = parameters.length > 0 && parameters[parameters.length - 1] == null;
        List<ScalarFunction.Signature> signatures = new ArrayList<>();
        List<TypeKind> kinds = new ArrayList<>();
        for (TypeKind kind : parameters) {
            if (kind != null) {
                kinds.add(kind);
            }
        }
        signatures.add(new Fixed(kinds, result));
        if (isOptionalLast) {
            List<TypeKind> longer = new ArrayList<>(kinds);
            longer.add(kinds.getLast());
            signatures.add(new Fixed(longer, result));
        }
        Volatility volatility =
                switch (name) {
                    case "random" -> Volatility.VOLATILE;
                    case "current_date" -> Volatility.STABLE;
                    default -> Volatility.IMMUTABLE;
                };
        return new ScalarFunction(
                doc(name), NullRule.PROPAGATE, volatility, true, List.copyOf(signatures));
    }

    private static FunctionDoc doc(String name) {
        return new FunctionDoc(name, List.of(), "test", name + "(…)", name, name, "NULL");
    }

    private static List<AggregateFunction> aggregates() {
        return List.of(
                aggregate("count", _ -> DataType.BIGINT),
                aggregate("sum", TestFunctions::sum),
                aggregate("avg", TestFunctions::average),
                aggregate("min", type -> type),
                aggregate("max", type -> type),
                aggregate("single_value", type -> type),
                aggregate("array_agg", DataType::array));
    }

    private static DataType sum(DataType type) {
        if (type.isDecimal()) {
            return DataType.decimal(38, type.scale());
        }
        return type.kind().isInteger() ? DataType.BIGINT : type;
    }

    private static DataType average(DataType type) {
        return type.isDecimal() ? DataType.decimal(38, Math.max(6, type.scale())) : DataType.DOUBLE;
    }

    private static AggregateFunction aggregate(String name, Function<DataType, DataType> result) {
        return new AggregateFunction(doc(name), List.of(new Any(name, result)));
    }

    private static boolean accepts(TypeKind wanted, DataType given) {
        TypeKind kind = given.kind();
        return kind == wanted
                || kind == TypeKind.NULL
                || (wanted == TypeKind.DOUBLE && kind.isNumeric())
                || (wanted == TypeKind.BIGINT && kind.isInteger())
                || (wanted == TypeKind.TIMESTAMP && kind == TypeKind.DATE);
    }

    private static DataType ofKind(TypeKind kind, DataType given) {
        if (given.kind() == kind) {
            return given;
        }
        return switch (kind) {
            case VARCHAR -> DataType.VARCHAR;
            case DOUBLE -> DataType.DOUBLE;
            case BIGINT -> DataType.BIGINT;
            case DATE -> DataType.DATE;
            case TIMESTAMP -> DataType.TIMESTAMP;
            default -> given;
        };
    }

    private record Fixed(List<TypeKind> parameters, DataType result)
            implements ScalarFunction.Signature {
        @Override
        public @Nullable List<DataType> coerce(List<DataType> arguments) {
            if (arguments.size() != parameters.size()) {
                return null;
            }
            List<DataType> coerced = new ArrayList<>();
            for (int index = 0; index < arguments.size(); index++) {
                if (!accepts(parameters.get(index), arguments.get(index))) {
                    return null;
                }
                coerced.add(ofKind(parameters.get(index), arguments.get(index)));
            }
            return coerced;
        }

        @Override
        public DataType resultType(List<DataType> coerced) {
            return result;
        }

        @Override
        public Kernel kernel(
                List<DataType> coerced, DataType type, List<@Nullable Object> constants) {
            throw new UnsupportedOperationException();
        }
    }

    private record Any(String name, Function<DataType, DataType> result)
            implements AggregateFunction.Signature {
        @Override
        public @Nullable List<DataType> coerce(List<DataType> arguments) {
            if (arguments.size() > 1 || (arguments.isEmpty() && !name.equals("count"))) {
                return null;
            }
            boolean isNumeric = name.equals("sum") || name.equals("avg");
            return isNumeric && !arguments.getFirst().kind().isNumeric() ? null : arguments;
        }

        @Override
        public DataType resultType(List<DataType> coerced) {
            return result.apply(coerced.isEmpty() ? DataType.BIGINT : coerced.getFirst());
        }

        @Override
        public Accumulator accumulator(List<DataType> coerced, DataType type) {
            throw new UnsupportedOperationException();
        }
    }
}
