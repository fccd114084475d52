package dev.sabot.connector.tpch;

import dev.sabot.connector.Connector;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.Option;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Opens the tables of TPC-H. The same scale always gives the same rows.
public final class TpchConnector implements Connector {
    private static final Option TABLE =
            new Option(
                    "table",
                    TypeKind.VARCHAR,
                    "customer, lineitem, nation, orders, part, partsupp, region or supplier",
                    null);
    private static final Option SCALE =
            new Option(
                    "scale",
                    TypeKind.DECIMAL,
                    "the scale factor, 0.001 to 100000; at 1 lineitem has 6 million rows",
                    "0.01");
    private static final double MIN_SCALE = 0.001;
    private static final double MAX_SCALE = 100_000;

    @Override
    public String name() {
        return "tpch";
    }

    @Override
    public List<Option> options() {
        return List.of(TABLE, SCALE);
    }

    @Override
    public Table open(TableHandle handle, ConnectorContext context) {
        Map<String, String> given = new TreeMap<>(handle.options());
        given.remove("connector");
        Option.check("connector tpch", options(), given);
        GeneratedTable table = new GeneratedTable(definition(given), scale(given));
        Schema declared = handle.schema();
        if (declared != null && !describe(declared).equals(describe(table.schema()))) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    handle.displayName()
                            + ": the columns of this table are fixed, leave them out; they are "
                            + describe(table.schema()));
        }
        return table;
    }

    private static String describe(Schema schema) {
        return schema.fields().stream()
                .map(TpchConnector::describe)
                .collect(Collectors.joining(", "));
    }

    private static String describe(Field field) {
        return field.name().toLowerCase(Locale.ROOT) + " " + field.type();
    }

    private static TableDefinition<?> definition(Map<String, String> given) {
        String name = TABLE.in(given);
        for (TableDefinition<?> definition : Definitions.ALL) {
            if (definition.name().equalsIgnoreCase(name)) {
                return definition;
            }
        }
        String known =
                Definitions.ALL.stream()
                        .map(TableDefinition::name)
                        .collect(Collectors.joining(", "));
        throw new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                name == null
                        ? "connector tpch needs the option 'table', one of: " + known
                        : "TPC-H has no table '" + name + "'; it has: " + known);
    }

    private static double scale(Map<String, String> given) {
        String text = String.valueOf(SCALE.in(given)).strip();
        double scale = Double.NaN;
        if (text.matches("\\d{1,6}(\\.\\d{1,6})?")) {
            scale = Double.parseDouble(text);
        }
        if (!(scale >= MIN_SCALE && scale <= MAX_SCALE)) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "option 'scale' is a decimal number from 0.001 to 100000, not '" + text + "'");
        }
        return scale;
    }
}
