package dev.sabot.exec.function.scalar.nested;

import static dev.sabot.exec.function.scalar.nested.ArrayFunctions.kernels;

import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.Parameters;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.Values;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Orders, sets and texts of arrays.
final class ArrayOrderFunctions {
    static final List<ScalarFunction> ALL =
            List.of(
                    unary(
                            "array_distinct",
                            "Leaves out nulls and elements that equal an earlier one.",
                            "array_distinct(ARRAY[2, 1, NULL, 2])",
                            "[2, 1]",
                            ArrayOrderFunctions::distinct,
                            "list_distinct"),
                    sort(),
                    unary(
                            "array_reverse_sort",
                            "Sorts the elements in descending order, nulls last.",
                            "array_reverse_sort(ARRAY[2, NULL, 3])",
                            "[3, 2, NULL]",
                            (row, types, result) -> sort(row, types, true, result),
                            "list_reverse_sort"),
                    unary(
                            "array_reverse",
                            "Turns the order of the elements round.",
                            "array_reverse(ARRAY[1, 2, 3])",
                            "[3, 2, 1]",
                            ArrayOrderFunctions::reverse,
                            "list_reverse"),
                    toText(),
                    flatten(),
                    sets(
                            "array_intersect",
                            "Gives the elements of the first array that the second has too, once"
                                    + " each.",
                            "array_intersect(ARRAY[1, 2, 3], ARRAY[3, 2])",
                            "[2, 3]",
                            true,
                            "list_intersect"),
                    sets(
                            "array_except",
                            "Gives the elements of the first array that the second lacks, once"
                                    + " each.",
                            "array_except(ARRAY[1, 2, 3], ARRAY[3, 2])",
                            "[1]",
                            false,
                            "list_except"),
                    test(
                            "array_has_all",
                            "Says whether the first array has all elements of the second.",
                            "array_has_all(ARRAY[1, 2, 3], ARRAY[3, 2])",
                            true,
                            "list_has_all"),
                    test(
                            "array_has_any",
                            "Says whether the first array has an element of the second.",
                            "array_has_any(ARRAY[1, 2, 3], ARRAY[5, 2])",
                            false,
                            "list_has_any",
                            "array_overlap"));

    private ArrayOrderFunctions() {}

    private static ScalarFunction unary(
            String name,
            String description,
            String example,
            String result,
            ArrayFunctions.ArrayFunction function,
            String... aliases) {
        return Signatures.function(name, "array")
                .aliases(aliases)
                .syntax(name + "(array)")
                .description(description)
                .example(example, result)
                .signature(Signatures.sameAs(0), kernels(function), Signatures.anyArray())
                .build();
    }

    private static void append(ArrayView array, int index, RowResult result) {
        Values.append(
                array.elementType(), array.elements(), array.row(index), result.builder().child(0));
    }

    private static boolean isFirst(ArrayView array, int index) {
        for (int earlier = 0; earlier < index; earlier++) {
            if (array.compare(earlier, index) == 0) {
                return false;
            }
        }
        return true;
    }

    /// Returns the elements in order, each by its index; equal ones by index.
    private static Integer[] sorted(ArrayView array) {
        Integer[] indexes = new Integer[array.length()];
        for (int index = 0; index < indexes.length; index++) {
            indexes[index] = index;
        }
        Arrays.sort(indexes, array::compare);
        return indexes;
    }

    /// Sorting finds equal elements in less than quadratic time.
    private static void distinct(Row row, List<DataType> types, RowResult result) {
        ArrayView array = ArrayView.of(row, 0, types.get(0));
        Integer[] sorted = sorted(array);
        boolean[] isKept = new boolean[array.length()];
        for (int place = 0; place < sorted.length; place++) {
            boolean isNew = place == 0 || array.compare(sorted[place - 1], sorted[place]) != 0;
            isKept[sorted[place]] = isNew && !array.isNull(sorted[place]);
        }
        for (int index = 0; index < isKept.length; index++) {
            if (isKept[index]) {
                append(array, index, result);
            }
        }
        result.builder().endNested();
    }

    private static ScalarFunction sort() {
        return Signatures.function("array_sort", "array")
                .aliases("list_sort")
                .syntax("array_sort(array[, order])")
                .description(
                        "Sorts the elements, nulls last; the order is 'ASC', as usual, or 'DESC'.")
                .example("array_sort(ARRAY[3, NULL, 1, 2])", "[1, 2, 3, NULL]")
                .canFail()
                .signature(
                        Signatures.sameAs(0),
                        kernels((row, types, result) -> sort(row, types, false, result)),
                        Signatures.anyArray())
                .signature(
                        Signatures.sameAs(0),
                        kernels((row, types, result) ->
                                sort(row, types, isDescending(row), result)),
                        Signatures.anyArray(),
                        Signatures.exactly(DataType.VARCHAR))
                .build();
    }

    private static boolean isDescending(Row row) {
        String order = row.text(1).toString().toUpperCase(Locale.ROOT);
        return switch (order) {
            case "ASC" -> false;
            case "DESC" -> true;
            default ->
                    throw ArgumentErrors.invalid(
                            "the order is 'ASC' or 'DESC', not " + ArgumentErrors.quote(order));
        };
    }

    private static void sort(
            Row row, List<DataType> types, boolean isDescending, RowResult result) {
        ArrayView array = ArrayView.of(row, 0, types.get(0));
        Integer[] sorted = sorted(array);
        int numValues = sorted.length;
        while (numValues > 0 && array.isNull(sorted[numValues - 1])) {
            numValues--;
        }
        for (int place = 0; place < sorted.length; place++) {
            boolean isReversed = isDescending && place < numValues;
            append(array, sorted[isReversed ? numValues - 1 - place : place], result);
        }
        result.builder().endNested();
    }

    private static void reverse(Row row, List<DataType> types, RowResult result) {
        ArrayView array = ArrayView.of(row, 0, types.get(0));
        for (int index = array.length() - 1; index >= 0; index--) {
            append(array, index, result);
        }
        result.builder().endNested();
    }

    private static ScalarFunction toText() {
        return Signatures.function("array_to_string", "array")
                .aliases("array_join", "list_to_string")
                .syntax("array_to_string(array, separator[, null])")
                .description(
                        "Joins the text forms of the elements; nulls are left out unless a text for"
                                + " them is given.")
                .example("array_to_string(ARRAY[1, NULL, 3], '-', '*')", "1-*-3")
                .signature(
                        Signatures.of(
                                Signatures.always(DataType.VARCHAR),
                                kernels((row, types, result) -> join(row, types, false, result)),
                                arrayAndTexts(2)))
                .signature(
                        Signatures.of(
                                Signatures.always(DataType.VARCHAR),
                                kernels((row, types, result) -> join(row, types, true, result)),
                                arrayAndTexts(3)))
                .build();
    }

    private static Parameters arrayAndTexts(int count) {
        return arguments -> {
            if (arguments.size() != count || arguments.get(0).kind() != TypeKind.ARRAY) {
                return null;
            }
            DataType[] types = new DataType[count];
            Arrays.fill(types, DataType.VARCHAR);
            types[0] = DataType.array(DataType.VARCHAR);
            for (DataType argument : arguments.subList(1, count)) {
                boolean isText =
                        argument.kind() == TypeKind.VARCHAR || argument.kind() == TypeKind.NULL;
                if (!isText) {
                    return null;
                }
            }
            return List.of(types);
        };
    }

    private static void join(Row row, List<DataType> types, boolean hasNullText, RowResult result) {
        ArrayView array = ArrayView.of(row, 0, types.get(0));
        boolean isFirst = true;
        for (int index = 0; index < array.length(); index++) {
            boolean isNull = array.isNull(index);
            if (isNull && !hasNullText) {
                continue;
            }
            if (!isFirst) {
                result.text().append(row.text(1));
            }
            isFirst = false;
            if (isNull) {
                result.text().append(row.text(2));
            } else {
                Values.copy(DataType.VARCHAR, array.elements(), array.row(index), result);
            }
        }
    }

    private static ScalarFunction flatten() {
        return Signatures.function("flatten", "array")
                .syntax("flatten(array)")
                .description("Puts the arrays in an array one after another.")
                .example("flatten(ARRAY[ARRAY[1, 2], ARRAY[3]])", "[1, 2, 3]")
                .signature(
                        Signatures.elementOf(0),
                        kernels(ArrayOrderFunctions::flatten),
                        Signatures.where(
                                type ->
                                        type.kind() == TypeKind.ARRAY
                                                && type.element().kind() == TypeKind.ARRAY,
                                DataType.array(DataType.array(DataType.NULL))))
                .build();
    }

    private static void flatten(Row row, List<DataType> types, RowResult result) {
        ArrayView array = ArrayView.of(row, 0, types.get(0));
        for (int index = 0; index < array.length(); index++) {
            if (!array.isNull(index)) {
                Values.appendElements(
                        array.elementType(), array.elements(), array.row(index), result.builder());
            }
        }
        result.builder().endNested();
    }

    private static ScalarFunction sets(
            String name,
            String description,
            String example,
            String result,
            boolean keepsShared,
            String... aliases) {
        return Signatures.function(name, "array")
                .aliases(aliases)
                .syntax(name + "(array, other)")
                .description(description)
                .example(example, result)
                .signature(
                        Signatures.of(
                                Signatures.sameAs(0),
                                kernels((row, types, writer) ->
                                        compareSets(row, types, keepsShared, writer)),
                                NestedParameters.arrays(2, 2)))
                .build();
    }

    private static void compareSets(
            Row row, List<DataType> types, boolean keepsShared, RowResult result) {
        ArrayView array = ArrayView.of(row, 0, types.get(0));
        ArrayView other = ArrayView.of(row, 1, types.get(1));
        for (int index = 0; index < array.length(); index++) {
            boolean isShared = other.indexOf(0, array.elements(), array.row(index)) >= 0;
            if (isShared == keepsShared && isFirst(array, index)) {
                append(array, index, result);
            }
        }
        result.builder().endNested();
    }

    private static ScalarFunction test(
            String name, String description, String example, boolean wantsAll, String... aliases) {
        return Signatures.function(name, "array")
                .aliases(aliases)
                .syntax(name + "(array, other)")
                .description(description)
                .example(example, "true")
                .signature(
                        Signatures.of(
                                Signatures.always(DataType.BOOLEAN),
                                kernels((row, types, result) ->
                                        result.setBoolean(has(row, types, wantsAll))),
                                NestedParameters.arrays(2, 2)))
                .build();
    }

    private static boolean has(Row row, List<DataType> types, boolean wantsAll) {
        ArrayView array = ArrayView.of(row, 0, types.get(0));
        ArrayView other = ArrayView.of(row, 1, types.get(1));
        for (int index = 0; index < other.length(); index++) {
            boolean isFound = array.indexOf(0, other.elements(), other.row(index)) >= 0;
            if (isFound != wantsAll) {
                return !wantsAll;
            }
        }
        return wantsAll;
    }
}
