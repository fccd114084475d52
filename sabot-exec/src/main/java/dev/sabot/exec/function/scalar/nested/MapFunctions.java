package dev.sabot.exec.function.scalar.nested;

import static dev.sabot.exec.function.scalar.nested.ArrayFunctions.kernels;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.exec.function.ImplicitCasts;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.Parameters;
import dev.sabot.exec.function.operator.ValueOrder;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.Values;
import dev.sabot.type.DataType;

import java.util.ArrayList;
import java.util.List;

/// Making maps and looking into them.
final class MapFunctions {
    static final List<ScalarFunction> ALL =
            List.of(
                    constructor(),
                    part("keys", 0, "[a, b]"),
                    part("values", 1, "[1, 2]"),
                    entries(),
                    extract(),
                    contains());

    private MapFunctions() {}

    private static ScalarFunction constructor() {
        return Signatures.function("map", "map")
                .syntax("map(keys, values) | MAP[key, value, ...]")
                .description(
                        "Makes a map of an array of keys and one of values, or of keys and values"
                                + " in turn; keys differ and are not null.")
                .example("map(ARRAY['a', 'b'], ARRAY[1, 2])", "{a=1, b=2}")
                .canFail()
                .customNulls()
                .signature(
                        Signatures.of(
                                types ->
                                        DataType.map(
                                                types.get(0).element(), types.get(1).element()),
                                kernels(MapFunctions::ofArrays),
                                Signatures.list(Signatures.anyArray(), Signatures.anyArray())))
                .signature(
                        Signatures.of(
                                types ->
                                        types.isEmpty()
                                                ? DataType.map(DataType.NULL, DataType.NULL)
                                                : DataType.map(types.get(0), types.get(1)),
                                kernels(MapFunctions::ofPairs),
                                pairs()))
                .build();
    }

    private static Parameters pairs() {
        return arguments -> {
            if (arguments.size() % 2 != 0) {
                return null;
            }
            List<DataType> keys = new ArrayList<>();
            List<DataType> values = new ArrayList<>();
            for (int index = 0; index < arguments.size(); index++) {
                (index % 2 == 0 ? keys : values).add(arguments.get(index));
            }
            DataType key = ImplicitCasts.commonType(keys);
            DataType value = ImplicitCasts.commonType(values);
            if (key == null || value == null) {
                return null;
            }
            List<DataType> coerced = new ArrayList<>();
            for (int index = 0; index < arguments.size(); index++) {
                coerced.add(index % 2 == 0 ? key : value);
            }
            return List.copyOf(coerced);
        };
    }

    private static void ofArrays(Row row, List<DataType> types, RowResult result) {
        if (row.isNull(0) || row.isNull(1)) {
            result.setNull();
            return;
        }
        ArrayView keys = ArrayView.of(row, 0, types.get(0));
        ArrayView values = ArrayView.of(row, 1, types.get(1));
        if (keys.length() != values.length()) {
            throw ArgumentErrors.invalid(
                    "map takes as many keys as values, not "
                            + keys.length()
                            + " and "
                            + values.length());
        }
        ColumnBuilder entries = result.builder().child(0);
        for (int index = 0; index < keys.length(); index++) {
            checkKey(keys.isNull(index), keys.indexOf(0, keys.elements(), keys.row(index)) < index);
            Values.append(keys.elementType(), keys.elements(), keys.row(index), entries.child(0));
            Values.append(
                    values.elementType(), values.elements(), values.row(index), entries.child(1));
            entries.endNested();
        }
        result.builder().endNested();
    }

    private static void ofPairs(Row row, List<DataType> types, RowResult result) {
        ColumnBuilder entries = result.builder().child(0);
        for (int key = 0; key < row.numArguments(); key += 2) {
            boolean isRepeated = false;
            for (int earlier = 0; earlier < key && !row.isNull(key); earlier += 2) {
                isRepeated |=
                        ValueOrder.compareNullable(
                                        row.column(earlier),
                                        row.index(),
                                        row.column(key),
                                        row.index(),
                                        types.get(key))
                                == 0;
            }
            checkKey(row.isNull(key), isRepeated);
            Values.append(types.get(key), row.column(key), row.index(), entries.child(0));
            Values.append(types.get(key + 1), row.column(key + 1), row.index(), entries.child(1));
            entries.endNested();
        }
        result.builder().endNested();
    }

    private static void checkKey(boolean isNull, boolean isRepeated) {
        if (isNull || isRepeated) {
            throw ArgumentErrors.invalid(
                    "the keys of a map differ and are not null; one is "
                            + (isNull ? "null" : "given twice"));
        }
    }

    /// Views the keys or values of a map; `child` is 0 or 1.
    private static ArrayView view(Row row, DataType type, int child) {
        Column column = row.column(0);
        Column entries = Values.flat(column).child(0);
        return new ArrayView(
                type.fields().get(child).type(),
                entries.child(child),
                column.listStart(row.index()),
                column.valueLength(row.index()));
    }

    private static ScalarFunction part(String name, int child, String result) {
        return Signatures.function("map_" + name, "map")
                .syntax("map_" + name + "(map)")
                .description("Gives the " + name + " of a map as an array.")
                .example("map_" + name + "(map(ARRAY['a', 'b'], ARRAY[1, 2]))", result)
                .signature(
                        types -> DataType.array(types.get(0).fields().get(child).type()),
                        kernels((row, types, writer) -> {
                            ArrayView view = view(row, types.get(0), child);
                            for (int index = 0; index < view.length(); index++) {
                                Values.append(
                                        view.elementType(),
                                        view.elements(),
                                        view.row(index),
                                        writer.builder().child(0));
                            }
                            writer.builder().endNested();
                        }),
                        Signatures.anyMap())
                .build();
    }

    private static ScalarFunction entries() {
        return Signatures.function("map_entries", "map")
                .syntax("map_entries(map)")
                .description("Gives the entries of a map as an array of rows.")
                .example("map_entries(map(ARRAY['a'], ARRAY[1]))", "[{'key': a, 'value': 1}]")
                .signature(
                        types -> DataType.array(DataType.row(types.get(0).fields())),
                        kernels((row, types, writer) -> {
                            Values.appendElements(
                                    types.get(0), row.column(0), row.index(), writer.builder());
                            writer.builder().endNested();
                        }),
                        Signatures.anyMap())
                .build();
    }

    private static int find(Row row, List<DataType> types) {
        return view(row, types.get(0), 0).indexOf(0, row.column(1), row.index());
    }

    /// Sets the value of the key that is argument 1.
    static void value(Row row, List<DataType> types, RowResult result) {
        int found = find(row, types);
        if (found < 0) {
            result.setNull();
        } else {
            ArrayView values = view(row, types.get(0), 1);
            Values.copy(values.elementType(), values.elements(), values.row(found), result);
        }
    }

    private static ScalarFunction extract() {
        return Signatures.function("map_extract", "map")
                .syntax("map_extract(map, key)")
                .description(
                        "Gives an array of the value of a key, empty where there is none; "
                                + "element_at gives the value itself.")
                .example("map_extract(map(ARRAY['a', 'b'], ARRAY[1, 2]), 'b')", "[2]")
                .signature(
                        Signatures.of(
                                types -> DataType.array(types.get(0).fields().get(1).type()),
                                kernels((row, types, writer) -> {
                                    int found = find(row, types);
                                    if (found >= 0) {
                                        ArrayView values = view(row, types.get(0), 1);
                                        Values.append(
                                                values.elementType(),
                                                values.elements(),
                                                values.row(found),
                                                writer.builder().child(0));
                                    }
                                    writer.builder().endNested();
                                }),
                                NestedParameters.mapAndKey()))
                .build();
    }

    private static ScalarFunction contains() {
        return Signatures.function("map_contains", "map")
                .aliases("map_contains_key")
                .syntax("map_contains(map, key)")
                .description("Says whether a map has a key.")
                .example("map_contains(map(ARRAY['a', 'b'], ARRAY[1, 2]), 'b')", "true")
                .signature(
                        Signatures.of(
                                Signatures.always(DataType.BOOLEAN),
                                kernels((row, types, writer) ->
                                        writer.setBoolean(find(row, types) >= 0)),
                                NestedParameters.mapAndKey()))
                .build();
    }
}
