package dev.sabot.exec.function;

import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Declares scalar functions in a few lines.
///
/// ```java
/// static final ScalarFunction LENGTH =
///         Signatures.function("length", "string")
///                 .aliases("char_length")
///                 .syntax("length(text)")
///                 .description("Counts the characters of a text.")
///                 .example("length('sabot')", "5")
///                 .signature(DataType.BIGINT, RowKernels.textToLong(Text::numCharacters),
///                         DataType.VARCHAR)
///                 .build();
/// ```
///
/// Parameters are [Parameter]s: a plain [DataType] accepts what [ImplicitCasts] can cast to it, a
/// family accepts types as they are. Results are fixed types or [ResultRule]s. Kernels come from
/// [RowKernels] (a lambda per row) or are written by hand over whole columns.
///
/// Signatures of one function are tried in order; among equally many casts the first wins, so
/// declare narrow types first (BIGINT before DOUBLE).
public final class Signatures {
    private Signatures() {}

    /// Makes the kernel for chosen argument types; see [ScalarFunction.Signature#kernel].
    @FunctionalInterface
    public interface KernelFactory {
        Kernel kernel(List<DataType> arguments, DataType result, List<@Nullable Object> constants);
    }

    /// Says the result type for coerced argument types.
    @FunctionalInterface
    public interface ResultRule {
        DataType result(List<DataType> arguments);
    }

    /// Accepts arguments of one position: returns what the argument is cast to, or null.
    @FunctionalInterface
    public interface Parameter {
        @Nullable DataType coerce(DataType argument);
    }

    /// Accepts whole argument lists: returns what the arguments are cast to, or null.
    @FunctionalInterface
    public interface Parameters {
        @Nullable List<DataType> coerce(List<DataType> arguments);
    }

    /// Returns a parameter that accepts a type and what casts to it implicitly.
    public static Parameter exactly(DataType type) {
        return argument -> ImplicitCasts.coerce(argument, type);
    }

    /// Returns a parameter that accepts types as they are; an untyped NULL becomes `whenNull`.
    public static Parameter where(Predicate<DataType> accepts, DataType whenNull) {
        return argument -> {
            if (argument.kind() == TypeKind.NULL) {
                return whenNull;
            }
            return accepts.test(argument) ? argument : null;
        };
    }

    /// Returns a parameter that accepts types of some kinds as they are, NULL as `whenNull`.
    public static Parameter anyOf(DataType whenNull, TypeKind... kinds) {
        Set<TypeKind> set = Set.of(kinds);
        return where(type -> set.contains(type.kind()), whenNull);
    }

    /// Returns a parameter that accepts TINYINT to BIGINT as they are.
    public static Parameter anyInteger() {
        return where(type -> type.kind().isInteger(), DataType.INTEGER);
    }

    /// Returns a parameter that accepts every number as it is.
    public static Parameter anyNumeric() {
        return where(type -> type.kind().isNumeric(), DataType.INTEGER);
    }

    /// Returns a parameter that accepts every DECIMAL as it is.
    public static Parameter anyDecimal() {
        return where(DataType::isDecimal, DataType.decimal(18, 0));
    }

    /// Returns a parameter that accepts every ARRAY as it is.
    public static Parameter anyArray() {
        return where(type -> type.kind() == TypeKind.ARRAY, DataType.array(DataType.NULL));
    }

    /// Returns a parameter that accepts every MAP as it is.
    public static Parameter anyMap() {
        return where(
                type -> type.kind() == TypeKind.MAP, DataType.map(DataType.NULL, DataType.NULL));
    }

    /// Returns a parameter that accepts every type as it is.
    public static Parameter any() {
        return argument -> argument;
    }

    /// Returns parameters for a fixed number of arguments.
    public static Parameters list(Parameter... parameters) {
        List<Parameter> list = List.of(parameters);
        return arguments -> arguments.size() == list.size() ? coerceEach(list, arguments) : null;
    }

    /// Returns parameters whose last may be repeated; `minimum` arguments are required at least.
    public static Parameters variadic(int minimum, Parameter... parameters) {
        List<Parameter> list = List.of(parameters);
        return arguments -> arguments.size() < minimum ? null : coerceEach(list, arguments);
    }

    /// Returns parameters that are all cast to their common type, which must satisfy the predicate.
    public static Parameters common(int minimum, int maximum, Predicate<DataType> accepts) {
        return arguments -> {
            if (arguments.size() < minimum || arguments.size() > maximum) {
                return null;
            }
            DataType common = ImplicitCasts.commonType(arguments);
            if (common == null || !(common.kind() == TypeKind.NULL || accepts.test(common))) {
                return null;
            }
            List<DataType> coerced = new ArrayList<>();
            for (DataType argument : arguments) {
                DataType type = ImplicitCasts.coerce(argument, common);
                coerced.add(type == null ? common : type);
            }
            return List.copyOf(coerced);
        };
    }

    private static @Nullable List<DataType> coerceEach(
            List<Parameter> parameters, List<DataType> arguments) {
        List<DataType> coerced = new ArrayList<>();
        for (int index = 0; index < arguments.size(); index++) {
            Parameter parameter = parameters.get(Math.min(index, parameters.size() - 1));
            DataType type = parameter.coerce(arguments.get(index));
            if (type == null) {
                return null;
            }
            coerced.add(type);
        }
        return List.copyOf(coerced);
    }

    /// Returns the rule that the result has a fixed type.
    public static ResultRule always(DataType type) {
        return _ -> type;
    }

    /// Returns the rule that the result has the type of an argument.
    public static ResultRule sameAs(int argument) {
        return arguments -> arguments.get(argument);
    }

    /// Returns the rule that the result has the element type of an ARRAY argument.
    public static ResultRule elementOf(int argument) {
        return arguments -> arguments.get(argument).element();
    }

    /// Returns a signature.
    public static ScalarFunction.Signature of(
            ResultRule result, KernelFactory factory, Parameters parameters) {
        return new DeclaredSignature(result, factory, parameters);
    }

    private record DeclaredSignature(
            ResultRule result, KernelFactory factory, Parameters parameters)
            implements ScalarFunction.Signature {
        @Override
        public @Nullable List<DataType> coerce(List<DataType> arguments) {
            return parameters.coerce(arguments);
        }

        @Override
        public DataType resultType(List<DataType> coerced) {
            return result.result(coerced);
        }

        @Override
        public Kernel kernel(
                List<DataType> coerced, DataType type, List<@Nullable Object> constants) {
            return factory.kernel(coerced, type, constants);
        }
    }

    /// Starts a declaration: nulls propagate, results are immutable, no value fails.
    public static Builder function(String name, String category) {
        return new Builder(name, category);
    }

    /// Gathers the parts of one declaration.
    public static final class Builder {
        private final String name;
        private final String category;
        private List<String> aliases = List.of();
        private String syntax;
        private String description = "";
        private String example = "";
        private String exampleResult = "";
        private NullRule nullRule = NullRule.PROPAGATE;
        private Volatility volatility = Volatility.IMMUTABLE;
        private boolean canFail;
        private final List<ScalarFunction.Signature> signatures = new ArrayList<>();

        private Builder(String name, String category) {
            this.name = name;
            this.category = category;
            this.syntax = name + "()";
        }

        public Builder aliases(String... names) {
            aliases = List.of(names);
            return this;
        }

        public Builder syntax(String text) {
            syntax = text;
            return this;
        }

        public Builder description(String text) {
            description = text;
            return this;
        }

        /// Sets the example and what `CAST((example) AS VARCHAR)` gives.
        public Builder example(String expression, String result) {
            example = expression;
            exampleResult = result;
            return this;
        }

        /// Says that the kernels see nulls and decide.
        public Builder customNulls() {
            nullRule = NullRule.CUSTOM;
            return this;
        }

        public Builder volatility(Volatility value) {
            volatility = value;
            return this;
        }

        /// Says that some argument values raise an error.
        public Builder canFail() {
            canFail = true;
            return this;
        }

        /// Adds a signature of any shape, such as [Signatures#of] makes.
        public Builder signature(ScalarFunction.Signature signature) {
            signatures.add(signature);
            return this;
        }

        /// Adds a signature of fixed types.
        public Builder signature(DataType result, KernelFactory factory, DataType... parameters) {
            Parameter[] exact = new Parameter[parameters.length];
            for (int index = 0; index < exact.length; index++) {
                exact[index] = exactly(parameters[index]);
            }
            return signature(of(always(result), factory, list(exact)));
        }

        /// Adds a signature whose result follows from the arguments.
        public Builder signature(
                ResultRule result, KernelFactory factory, Parameter... parameters) {
            return signature(of(result, factory, list(parameters)));
        }

        public ScalarFunction build() {
            if (signatures.isEmpty()) {
                throw new IllegalStateException("function " + name + " has no signature");
            }
            FunctionDoc doc =
                    new FunctionDoc(
                            name, aliases, category, syntax, description, example, exampleResult);
            return new ScalarFunction(doc, nullRule, volatility, canFail, List.copyOf(signatures));
        }
    }
}
