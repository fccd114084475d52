package dev.sabot.exec.function.scalar.nested;

import dev.sabot.exec.function.ImplicitCasts;
import dev.sabot.exec.function.Signatures.Parameters;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Accepts arrays together with values of their element type.
final class NestedParameters {
    private NestedParameters() {}

    /// Accepts any values, all cast to their common type.
    static Parameters anyOfOneType() {
        return arguments -> {
            DataType common = ImplicitCasts.commonType(arguments);
            return common == null ? null : repeat(common, arguments.size());
        };
    }

    /// Accepts arrays, all cast to their common type.
    static Parameters arrays(int minimum, int maximum) {
        return arguments -> {
            if (arguments.size() < minimum || arguments.size() > maximum) {
                return null;
            }
            DataType common = ImplicitCasts.commonType(arguments);
            if (common != null && common.kind() == TypeKind.NULL) {
                common = DataType.array(DataType.NULL);
            }
            return common == null || common.kind() != TypeKind.ARRAY
                    ? null
                    : repeat(common, arguments.size());
        };
    }

    private static List<DataType> repeat(DataType type, int count) {
        List<DataType> types = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            types.add(type);
        }
        return List.copyOf(types);
    }

    /// Accepts an array and values of its element type, in any order; element and values are cast
    /// to their common type.
    ///
    /// @param array the argument that is the array
    static Parameters arrayWith(int array, int count) {
        return arguments -> {
            if (arguments.size() != count) {
                return null;
            }
            DataType list = arguments.get(array);
            if (list.kind() != TypeKind.ARRAY && list.kind() != TypeKind.NULL) {
                return null;
            }
            DataType element = list.kind() == TypeKind.NULL ? DataType.NULL : list.element();
            for (int index = 0; index < count; index++) {
                element =
                        index == array || element == null
                                ? element
                                : common(element, arguments.get(index));
            }
            if (element == null) {
                return null;
            }
            List<DataType> coerced = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                coerced.add(index == array ? DataType.array(element) : element);
            }
            return List.copyOf(coerced);
        };
    }

    private static @Nullable DataType common(DataType first, DataType second) {
        return ImplicitCasts.commonType(first, second);
    }

    /// Accepts a map and a key of its key type.
    static Parameters mapAndKey() {
        return arguments -> {
            if (arguments.size() != 2 || arguments.get(0).kind() != TypeKind.MAP) {
                return null;
            }
            DataType key = arguments.get(0).fields().get(0).type();
            DataType coerced = ImplicitCasts.coerce(arguments.get(1), key);
            return coerced == null ? null : List.of(arguments.get(0), key);
        };
    }

    /// Accepts an array and integers.
    static Parameters arrayAndIntegers(int numIntegers) {
        return arguments -> {
            if (arguments.size() != numIntegers + 1 || arguments.get(0).kind() != TypeKind.ARRAY) {
                return null;
            }
            List<DataType> coerced = new ArrayList<>();
            coerced.add(arguments.get(0));
            for (DataType argument : arguments.subList(1, arguments.size())) {
                DataType type = ImplicitCasts.coerce(argument, DataType.BIGINT);
                if (type == null) {
                    return null;
                }
                coerced.add(type);
            }
            return List.copyOf(coerced);
        };
    }
}
