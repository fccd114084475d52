package dev.sabot.format.csv;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.csv.ReadOptions.Detection;
import dev.sabot.format.csv.ReadOptions.Match;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Says which field of a file's records is which column of the table.
///
/// @param fields the field of each column, or -1 where the file has none
/// @param numFields the fields each record must have
record FieldMapping(int[] fields, int numFields) {
    /// Maps by place.
    static FieldMapping byPlace(Schema schema) {
        int[] fields = new int[schema.size()];
        Arrays.setAll(fields, column -> column);
        return new FieldMapping(fields, schema.size());
    }

    /// Maps the columns of a file with a header.
    ///
    /// **Errors**: as [#byName]; TYPE_MISMATCH when columns go by their places and the header has
    /// another number of them.
    static FieldMapping ofHeader(
            String path, List<String> header, FileShape shape, Detection detection) {
        Match match = shape.isDeclared() ? detection.match() : Match.NAME;
        if (match == Match.NAME || match == Match.EITHER && hasAll(header, shape.schema())) {
            boolean takesFewer = match == Match.NAME && shape.isDeclared();
            return byName(path, header, shape, takesFewer, detection.unionByName());
        }
        if (header.size() != shape.schema().size()) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    path
                            + " has "
                            + header.size()
                            + " columns ("
                            + names(header)
                            + "), "
                            + shape.schema().size()
                            + " are to be filled; name as many columns");
        }
        return byPlace(shape.schema());
    }

    private static boolean hasAll(List<String> header, Schema schema) {
        List<String> names = ColumnNames.ofHeader(header);
        return schema.fields().stream()
                .allMatch(field -> names.stream().anyMatch(field.name()::equalsIgnoreCase));
    }

    private static String names(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(20, names.size())));
    }

    /// Maps by the names of a header.
    ///
    /// **Errors**: TYPE_MISMATCH when the file lacks a column, or has one that the table lacks and
    /// that nobody chose to leave out.
    private static FieldMapping byName(
            String path,
            List<String> header,
            FileShape shape,
            boolean takesFewer,
            boolean unionByName) {
        Map<String, Integer> places = new HashMap<>();
        List<String> names = ColumnNames.ofHeader(header);
        for (int place = 0; place < names.size(); place++) {
            places.put(names.get(place).toLowerCase(Locale.ROOT), place);
        }
        Schema schema = shape.schema();
        int[] fields = new int[schema.size()];
        for (int column = 0; column < fields.length; column++) {
            Field field = schema.field(column);
            Integer place = places.remove(field.name().toLowerCase(Locale.ROOT));
            if (place == null && (!unionByName || !field.isNullable())) {
                throw new SabotException(
                        ErrorCode.TYPE_MISMATCH,
                        path
                                + " has no column "
                                + field.name()
                                + ", its header has "
                                + names(names)
                                + "; with union_by_name the column reads as null, with"
                                + " 'header' = 'false' columns go by their places");
            }
            fields[column] = place == null ? -1 : place;
        }
        if (!places.isEmpty() && !takesFewer) {
            String extra = names.get(places.values().iterator().next());
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    path
                            + " has the column "
                            + extra
                            + (shape.isDeclared()
                                    ? ", for which there is no column; use INSERT INTO .. SELECT"
                                            + " columns FROM read_csv(..)"
                                    : ", which the first file lacks; read the files with"
                                            + " union_by_name"));
        }
        return new FieldMapping(fields, names.size());
    }
}
