package dev.sabot.exec.function.scalar.json;

import dev.sabot.batch.ColumnBuilder;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.type.DataType;

import java.util.List;

/// Functions of JSON kept as text. json_value, json_query and json_exists take text that is no JSON
/// as having no value, as SQL's standard does; the others fail with INVALID_ARGUMENT, as in DuckDB.
public final class JsonFunctions {
    private static final String CATEGORY = "json";
    private static final JsonPath WHOLE = JsonPath.parse("$");
    private static final DataType TEXTS = DataType.array(DataType.VARCHAR);

    public static final List<ScalarFunction> ALL =
            List.of(
                    Signatures.function("json_valid", CATEGORY)
                            .aliases("is_json")
                            .syntax("json_valid(text)")
                            .description("Says whether a text is JSON.")
                            .example("json_valid('{\"a\": [1, 2]}')", "true")
                            .signature(
                                    DataType.BOOLEAN,
                                    BatchKernels.perBatch(_ -> {
                                        JsonScanner scanner = new JsonScanner();
                                        return (row, result) ->
                                                result.setBoolean(
                                                        scanner.start(row.text(0).toBytes()));
                                    }),
                                    DataType.VARCHAR)
                            .build(),
                    withPath(
                            Signatures.function("json_value", CATEGORY)
                                    .syntax("json_value(json, path)")
                                    .description(
                                            "Gives the string, number or boolean at a path as text;"
                                                + " NULL where there is none or it is an object or"
                                                + " array.")
                                    .example("json_value('{\"a\": {\"b\": \"x\"}}', '$.a.b')", "x"),
                            DataType.VARCHAR,
                            kernels(true, JsonFunctions::value)),
                    withPath(
                            Signatures.function("json_query", CATEGORY)
                                    .syntax("json_query(json, path)")
                                    .description(
                                            "Gives the object or array at a path as JSON text, NULL"
                                                    + " where there is none.")
                                    .example("json_query('{\"a\": [1, 2]}', '$.a')", "[1,2]"),
                            DataType.VARCHAR,
                            kernels(true, JsonFunctions::query)),
                    withPath(
                            Signatures.function("json_exists", CATEGORY)
                                    .syntax("json_exists(json, path)")
                                    .description("Says whether there is a value at a path.")
                                    .example("json_exists('{\"a\": null}', '$.a')", "true"),
                            DataType.BOOLEAN,
                            kernels(true, (_, place, result) -> result.setBoolean(place >= 0))),
                    withPath(
                            Signatures.function("json_extract", CATEGORY)
                                    .aliases("json_extract_path")
                                    .syntax("json_extract(json, path)")
                                    .description(
                                            "Gives the value at a path as JSON text, NULL where"
                                                    + " there is none.")
                                    .example(
                                            "json_extract('{\"a\": [\"x\", 2]}', '$.a[0]')",
                                            "\"x\""),
                            DataType.VARCHAR,
                            kernels(false, JsonFunctions::extract)),
                    withPath(
                            Signatures.function("json_extract_string", CATEGORY)
                                    .aliases("json_extract_path_text")
                                    .syntax("json_extract_string(json, path)")
                                    .description(
                                            "Gives the value at a path as text, a string without"
                                                + " its quotes; NULL for null and where there is"
                                                + " none.")
                                    .example(
                                            "json_extract_string('{\"a\": [\"x\", 2]}', '$.a[0]')",
                                            "x"),
                            DataType.VARCHAR,
                            kernels(false, JsonFunctions::text)),
                    optionalPath(
                            Signatures.function("json_type", CATEGORY)
                                    .syntax("json_type(json[, path])")
                                    .description(
                                            "Gives the kind of a value: OBJECT, ARRAY, VARCHAR,"
                                                    + " BIGINT, DOUBLE, BOOLEAN or NULL.")
                                    .example("json_type('{\"a\": 1.5}', '$.a')", "DOUBLE"),
                            DataType.VARCHAR,
                            JsonFunctions::type),
                    optionalPath(
                            Signatures.function("json_array_length", CATEGORY)
                                    .syntax("json_array_length(json[, path])")
                                    .description(
                                            "Counts the elements of an array, 0 for another value;"
                                                    + " NULL where there is none.")
                                    .example("json_array_length('[1, 2, 3]')", "3"),
                            DataType.BIGINT,
                            JsonFunctions::length),
                    optionalPath(
                            Signatures.function("json_keys", CATEGORY)
                                    .aliases("json_object_keys")
                                    .syntax("json_keys(json[, path])")
                                    .description(
                                            "Gives the names of an object's members, of another"
                                                    + " value none; NULL where there is no value.")
                                    .example("json_keys('{\"a\": 1, \"b\": 2}')", "[a, b]"),
                            TEXTS,
                            JsonFunctions::keys));

    private JsonFunctions() {}

    /// Computes a result for the value at a place, -1 where there is none.
    @FunctionalInterface
    private interface JsonFunction {
        void apply(JsonScanner scanner, int place, RowResult result);
    }

    private static KernelFactory kernels(boolean isLenient, JsonFunction function) {
        return BatchKernels.prepared(constants -> {
            boolean isWhole = constants.size() < 2;
            JsonPath constant =
                    isWhole
                            ? WHOLE
                            : constants.get(1) instanceof String path ? JsonPath.parse(path) : null;
            return _ -> {
                JsonScanner scanner = new JsonScanner();
                return (row, result) -> {
                    JsonPath path =
                            constant != null ? constant : JsonPath.parse(row.text(1).toString());
                    boolean isJson = start(scanner, row, isLenient);
                    function.apply(scanner, isJson ? scanner.find(path) : -1, result);
                };
            };
        });
    }

    private static boolean start(JsonScanner scanner, Row row, boolean isLenient) {
        boolean isJson = scanner.start(row.text(0).toBytes());
        if (!isJson && !isLenient) {
            throw ArgumentErrors.invalid(
                    ArgumentErrors.quote(row.text(0).toString())
                            + " is not JSON; json_valid tells it beforehand");
        }
        return isJson;
    }

    private static ScalarFunction withPath(
            Signatures.Builder builder, DataType result, KernelFactory factory) {
        return builder.canFail()
                .signature(result, factory, DataType.VARCHAR, DataType.VARCHAR)
                .build();
    }

    private static ScalarFunction optionalPath(
            Signatures.Builder builder, DataType result, JsonFunction function) {
        JsonFunction present =
                (scanner, place, writer) -> {
                    if (place < 0) {
                        writer.setNull();
                    } else {
                        function.apply(scanner, place, writer);
                    }
                };
        return builder.canFail()
                .signature(result, kernels(false, present), DataType.VARCHAR)
                .signature(result, kernels(false, present), DataType.VARCHAR, DataType.VARCHAR)
                .build();
    }

    private static boolean isNested(JsonScanner scanner, int place) {
        return scanner.kind(place) == '{' || scanner.kind(place) == '[';
    }

    private static void value(JsonScanner scanner, int place, RowResult result) {
        if (place < 0 || isNested(scanner, place)) {
            result.setNull();
        } else {
            text(scanner, place, result);
        }
    }

    private static void query(JsonScanner scanner, int place, RowResult result) {
        if (place < 0 || !isNested(scanner, place)) {
            result.setNull();
        } else {
            scanner.append(place, result.text());
        }
    }

    private static void extract(JsonScanner scanner, int place, RowResult result) {
        if (place < 0) {
            result.setNull();
        } else {
            scanner.append(place, result.text());
        }
    }

    private static void text(JsonScanner scanner, int place, RowResult result) {
        if (place < 0 || scanner.kind(place) == 'n') {
            result.setNull();
        } else if (scanner.kind(place) == '"') {
            result.text().append(scanner.decode(place));
        } else {
            scanner.append(place, result.text());
        }
    }

    private static void type(JsonScanner scanner, int place, RowResult result) {
        result.text()
                .append(
                        switch (scanner.kind(place)) {
                            case '{' -> "OBJECT";
                            case '[' -> "ARRAY";
                            case '"' -> "VARCHAR";
                            case 't', 'f' -> "BOOLEAN";
                            case 'n' -> "NULL";
                            default -> scanner.isWhole(place) ? "BIGINT" : "DOUBLE";
                        });
    }

    private static void length(JsonScanner scanner, int place, RowResult result) {
        result.setLong(scanner.kind(place) == '[' ? scanner.count(place) : 0);
    }

    private static void keys(JsonScanner scanner, int place, RowResult result) {
        ColumnBuilder keys = result.builder().child(0);
        if (scanner.kind(place) == '{') {
            scanner.forEachName(place, keys::appendString);
        }
        result.builder().endNested();
    }
}
