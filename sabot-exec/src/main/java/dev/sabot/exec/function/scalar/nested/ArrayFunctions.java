package dev.sabot.exec.function.scalar.nested;

import dev.sabot.batch.ColumnBuilder;
import dev.sabot.exec.function.ImplicitCasts;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.function.scalar.Values;
import dev.sabot.type.DataType;

import java.util.List;

/// Making arrays, looking into them and putting them together.
final class ArrayFunctions {
    static final List<ScalarFunction> ALL =
            List.of(
                    constructor(),
                    lengths(),
                    elementAt(),
                    contains(),
                    position(),
                    concat(),
                    append(),
                    prepend(),
                    slice(),
                    remove(),
                    replace());

    private ArrayFunctions() {}

    @FunctionalInterface
    interface ArrayFunction {
        void apply(Row row, List<DataType> types, RowResult result);
    }

    /// Adapts a lambda that needs the types of the arguments.
    static KernelFactory kernels(ArrayFunction function) {
        return BatchKernels.typed(
                (types, _) -> (row, result) -> function.apply(row, types, result));
    }

    private static Signatures.Builder start(String name) {
        return Signatures.function(name, "array");
    }

    private static ScalarFunction constructor() {
        return start("array")
                .aliases("list_value", "array_value", "list_pack")
                .syntax("ARRAY[value, ...]")
                .description("Makes an array of values of one type.")
                .example("ARRAY[1, NULL, 3]", "[1, NULL, 3]")
                .customNulls()
                .signature(
                        Signatures.of(
                                types -> {
                                    DataType common = ImplicitCasts.commonType(types);
                                    return DataType.array(common == null ? DataType.NULL : common);
                                },
                                kernels(ArrayFunctions::construct),
                                NestedParameters.anyOfOneType()))
                .build();
    }

    private static void construct(Row row, List<DataType> types, RowResult result) {
        ColumnBuilder elements = result.builder().child(0);
        for (int argument = 0; argument < row.numArguments(); argument++) {
            Values.append(types.get(argument), row.column(argument), row.index(), elements);
        }
        result.builder().endNested();
    }

    private static ScalarFunction lengths() {
        return start("array_length")
                .aliases("cardinality", "list_length", "array_size")
                .syntax("array_length(array | map)")
                .description("Counts the elements of an array or the entries of a map.")
                .example("array_length(ARRAY[4, 5, 6])", "3")
                .signature(
                        Signatures.always(DataType.BIGINT),
                        kernels((row, _, result) -> result.setLong(length(row))),
                        Signatures.anyArray())
                .signature(
                        Signatures.always(DataType.BIGINT),
                        kernels((row, _, result) -> result.setLong(length(row))),
                        Signatures.anyMap())
                .build();
    }

    private static long length(Row row) {
        return row.column(0).valueLength(row.index());
    }

    private static ScalarFunction elementAt() {
        return start("element_at")
                .aliases("list_element", "list_extract", "array_extract", "array_element")
                .syntax("element_at(array, index) | element_at(map, key)")
                .description(
                        "Gives an element of an array, 1 being the first and -1 the last, or the"
                                + " value of a key; NULL where there is none. The same as"
                                + " array[index].")
                .example("element_at(ARRAY['a', 'b', 'c'], 2)", "b")
                .signature(
                        Signatures.of(
                                Signatures.elementOf(0),
                                kernels(ArrayFunctions::element),
                                NestedParameters.arrayAndIntegers(1)))
                .signature(
                        Signatures.of(
                                types -> types.get(0).fields().get(1).type(),
                                kernels(MapFunctions::value),
                                NestedParameters.mapAndKey()))
                .build();
    }

    private static void element(Row row, List<DataType> types, RowResult result) {
        ArrayView array = ArrayView.of(row, 0, types.get(0));
        int index = array.index(row.getLong(1));
        if (index < 0) {
            result.setNull();
        } else {
            Values.copy(array.elementType(), array.elements(), array.row(index), result);
        }
    }

    private static ScalarFunction contains() {
        return start("array_contains")
                .aliases("list_contains", "list_has", "array_has")
                .syntax("array_contains(array, value)")
                .description("Says whether an array has an element that equals a value.")
                .example("array_contains(ARRAY[1, 2, NULL], 2)", "true")
                .signature(
                        Signatures.of(
                                Signatures.always(DataType.BOOLEAN),
                                kernels((row, types, result) ->
                                        result.setBoolean(find(row, types) >= 0)),
                                NestedParameters.arrayWith(0, 2)))
                .build();
    }

    private static int find(Row row, List<DataType> types) {
        return ArrayView.of(row, 0, types.get(0)).indexOf(0, row.column(1), row.index());
    }

    private static ScalarFunction position() {
        return start("array_position")
                .aliases("list_position", "list_indexof", "array_indexof")
                .syntax("array_position(array, value)")
                .description(
                        "Gives the index of the first element that equals a value, NULL where there"
                                + " is none.")
                .example("array_position(ARRAY[1, 2, 3, 2], 2)", "2")
                .signature(
                        Signatures.of(
                                Signatures.always(DataType.BIGINT),
                                kernels((row, types, result) -> {
                                    int found = find(row, types);
                                    if (found < 0) {
                                        result.setNull();
                                    } else {
                                        result.setLong(found + 1L);
                                    }
                                }),
                                NestedParameters.arrayWith(0, 2)))
                .build();
    }

    private static ScalarFunction concat() {
        return start("array_concat")
                .aliases("list_concat", "list_cat", "array_cat")
                .syntax("array_concat(array, ...)")
                .description("Puts arrays one after another; null arrays are left out.")
                .example("array_concat(ARRAY[1, 2], ARRAY[3])", "[1, 2, 3]")
                .customNulls()
                .signature(
                        Signatures.of(
                                Signatures.sameAs(0),
                                kernels(ArrayFunctions::concat),
                                NestedParameters.arrays(1, Integer.MAX_VALUE)))
                .build();
    }

    private static void concat(Row row, List<DataType> types, RowResult result) {
        boolean isNull = true;
        for (int argument = 0; argument < row.numArguments(); argument++) {
            if (!row.isNull(argument)) {
                isNull = false;
                Values.appendElements(
                        types.get(0), row.column(argument), row.index(), result.builder());
            }
        }
        if (isNull) {
            result.setNull();
        } else {
            result.builder().endNested();
        }
    }

    private static ScalarFunction append() {
        return start("array_append")
                .aliases("list_append", "array_push_back")
                .syntax("array_append(array, value)")
                .description("Adds a value at the end of an array.")
                .example("array_append(ARRAY[2, 3], 4)", "[2, 3, 4]")
                .customNulls()
                .signature(
                        Signatures.of(
                                Signatures.sameAs(0),
                                kernels((row, types, result) -> extend(row, types, 0, result)),
                                NestedParameters.arrayWith(0, 2)))
                .build();
    }

    private static ScalarFunction prepend() {
        return start("array_prepend")
                .aliases("list_prepend")
                .syntax("array_prepend(value, array)")
                .description("Adds a value at the start of an array.")
                .example("array_prepend(3, ARRAY[4, 5])", "[3, 4, 5]")
                .customNulls()
                .signature(
                        Signatures.of(
                                Signatures.sameAs(1),
                                kernels((row, types, result) -> extend(row, types, 1, result)),
                                NestedParameters.arrayWith(1, 2)))
                .build();
    }

    /// Appends array and value in the order of the arguments; a null array is an empty one.
    private static void extend(Row row, List<DataType> types, int array, RowResult result) {
        for (int argument = 0; argument < 2; argument++) {
            if (argument != array) {
                Values.append(
                        types.get(argument),
                        row.column(argument),
                        row.index(),
                        result.builder().child(0));
            } else if (!row.isNull(argument)) {
                Values.appendElements(
                        types.get(argument), row.column(argument), row.index(), result.builder());
            }
        }
        result.builder().endNested();
    }

    private static ScalarFunction slice() {
        return start("array_slice")
                .aliases("list_slice")
                .syntax("array_slice(array, begin, end)")
                .description(
                        "Gives the elements from one index to another, both included; negative ones"
                                + " count from the end.")
                .example("array_slice(ARRAY[4, 5, 6, 7], 2, -2)", "[5, 6]")
                .signature(
                        Signatures.of(
                                Signatures.sameAs(0),
                                kernels(ArrayFunctions::slice),
                                NestedParameters.arrayAndIntegers(2)))
                .build();
    }

    private static void slice(Row row, List<DataType> types, RowResult result) {
        ArrayView array = ArrayView.of(row, 0, types.get(0));
        long begin = row.getLong(1);
        long end = row.getLong(2);
        long first = Math.max(0, begin < 0 ? array.length() + begin : begin - 1);
        long past = Math.min(array.length(), end < 0 ? array.length() + end + 1 : end);
        for (long index = first; index < past; index++) {
            Values.append(
                    array.elementType(),
                    array.elements(),
                    array.row((int) index),
                    result.builder().child(0));
        }
        result.builder().endNested();
    }

    private static ScalarFunction remove() {
        return start("array_remove")
                .aliases("list_remove")
                .syntax("array_remove(array, value)")
                .description("Leaves out the elements that equal a value.")
                .example("array_remove(ARRAY[1, 2, 3, 2], 2)", "[1, 3]")
                .customNulls()
                .signature(
                        Signatures.of(
                                Signatures.sameAs(0),
                                kernels((row, types, result) ->
                                        substitute(row, types, false, result)),
                                NestedParameters.arrayWith(0, 2)))
                .build();
    }

    private static ScalarFunction replace() {
        return start("array_replace")
                .aliases("list_replace")
                .syntax("array_replace(array, value, replacement)")
                .description("Replaces the elements that equal a value by another.")
                .example("array_replace(ARRAY[1, 2, 3, 2], 2, 9)", "[1, 9, 3, 9]")
                .customNulls()
                .signature(
                        Signatures.of(
                                Signatures.sameAs(0),
                                kernels((row, types, result) ->
                                        substitute(row, types, true, result)),
                                NestedParameters.arrayWith(0, 3)))
                .build();
    }

    private static void substitute(
            Row row, List<DataType> types, boolean isReplaced, RowResult result) {
        if (row.isNull(0)) {
            result.setNull();
            return;
        }
        ArrayView array = ArrayView.of(row, 0, types.get(0));
        ColumnBuilder elements = result.builder().child(0);
        for (int index = 0; index < array.length(); index++) {
            if (!array.isSame(index, row.column(1), row.index())) {
                Values.append(array.elementType(), array.elements(), array.row(index), elements);
            } else if (isReplaced) {
                Values.append(types.get(2), row.column(2), row.index(), elements);
            }
        }
        result.builder().endNested();
    }
}
