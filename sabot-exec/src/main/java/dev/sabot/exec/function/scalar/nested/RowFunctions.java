package dev.sabot.exec.function.scalar.nested;

import static dev.sabot.exec.function.scalar.nested.ArrayFunctions.kernels;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.Values;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.TypeKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Making rows and looking into them.
final class RowFunctions {
    static final List<ScalarFunction> ALL = List.of(constructor(), field());

    private RowFunctions() {}

    private static ScalarFunction constructor() {
        return Signatures.function("row", "row")
                .syntax("ROW(value, ...)")
                .description("Makes a row of values, whose fields are called f0, f1 and so on.")
                .example("row(1, 'a')", "{'f0': 1, 'f1': a}")
                .customNulls()
                .signature(
                        Signatures.of(
                                RowFunctions::rowType,
                                kernels(RowFunctions::construct),
                                arguments -> arguments))
                .build();
    }

    private static DataType rowType(List<DataType> types) {
        List<Field> fields = new ArrayList<>();
        for (int index = 0; index < types.size(); index++) {
            fields.add(Field.of("f" + index, types.get(index)));
        }
        return DataType.row(fields);
    }

    private static void construct(Row row, List<DataType> types, RowResult result) {
        for (int argument = 0; argument < row.numArguments(); argument++) {
            Values.append(
                    types.get(argument),
                    row.column(argument),
                    row.index(),
                    result.builder().child(argument));
        }
        result.builder().endNested();
    }

    private static ScalarFunction field() {
        return Signatures.function("row_field", "row")
                .syntax("row_field(row, index) or row_field(row, index, type)")
                .description(
                        "Gives a field of a row; 1 is the first. Where the fields differ in type a"
                                + " third argument, whose value does not matter, has that of the"
                                + " field.")
                .example("row_field(row(7, 8), 2)", "8")
                .customNulls()
                .canFail()
                .signature(
                        Signatures.of(
                                types -> types.get(0).fields().get(0).type(),
                                kernels(RowFunctions::field),
                                arguments ->
                                        arguments.size() == 2
                                                        && isRowWithIndex(arguments)
                                                        && fieldTypes(arguments).size() == 1
                                                ? arguments
                                                : null))
                .signature(
                        Signatures.of(
                                types -> types.get(2),
                                kernels(RowFunctions::field),
                                arguments ->
                                        arguments.size() == 3
                                                        && isRowWithIndex(arguments)
                                                        && fieldTypes(arguments)
                                                                .contains(arguments.get(2))
                                                ? arguments
                                                : null))
                .build();
    }

    private static boolean isRowWithIndex(List<DataType> arguments) {
        return arguments.get(0).kind() == TypeKind.ROW && arguments.get(1).kind().isInteger();
    }

    private static Set<DataType> fieldTypes(List<DataType> arguments) {
        return arguments.get(0).fields().stream().map(Field::type).collect(Collectors.toSet());
    }

    private static void field(Row row, List<DataType> types, RowResult result) {
        if (row.isNull(0) || row.isNull(1)) {
            result.setNull();
            return;
        }
        DataType type = types.get(0);
        long index = row.getLong(1);
        if (index < 1 || index > type.fields().size()) {
            throw ArgumentErrors.invalid(
                    "the row has the fields 1 to " + type.fields().size() + ", not " + index);
        }
        int field = (int) index - 1;
        DataType fieldType = type.fields().get(field).type();
        if (types.size() == 3 && !fieldType.equals(types.get(2))) {
            throw ArgumentErrors.invalid(
                    "field " + index + " is of type " + fieldType + ", not " + types.get(2));
        }
        Column column = row.column(0);
        Values.copy(
                fieldType, Values.flat(column).child(field), column.valueRow(row.index()), result);
    }
}
