package dev.sabot.connector.datagen;

import dev.sabot.connector.Connector;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.GeneratedSplit;
import dev.sabot.connector.Option;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Opens tables whose rows are made up: at random or in sequence, the same for the same seed.
public final class DatagenConnector implements Connector {
    private static final Option RATE =
            new Option(
                    "rows-per-second",
                    TypeKind.DOUBLE,
                    "how many rows are made in a second; by default 10000 for a table without end,"
                            + " and as many as can be for one that ends",
                    null);
    private static final Option ROWS =
            new Option(
                    "number-of-rows",
                    TypeKind.BIGINT,
                    "how many rows there are; without it, and without a sequence, they go on for"
                            + " ever",
                    null);
    private static final Option SEED =
            new Option("seed", TypeKind.BIGINT, "what decides random values", "42");
    private static final Option PARALLELISM =
            new Option(
                    "scan.parallelism",
                    TypeKind.INTEGER,
                    "how many splits there are; by default one per processor, or one when the"
                            + " number of rows in a second is fixed",
                    null);
    private static final List<Option> OPTIONS =
            List.of(
                    RATE,
                    ROWS,
                    SEED,
                    PARALLELISM,
                    field("kind", "random (the default) or sequence"),
                    field("min", "the least number at random"),
                    field("max", "the greatest number at random"),
                    field("max-past", "how far times lie in the past at most, like 10s"),
                    field("length", "the length of texts, bytes and lists"),
                    field("var-len", "whether lengths of texts and bytes vary from 1 on"),
                    field("start", "the first number of a sequence"),
                    field("end", "the last number of a sequence, which ends the table"),
                    field("null-rate", "the share of nulls, 0 to 1"));

    private static final double DEFAULT_RATE = 10_000;

    private static Option field(String name, String description) {
        return new Option("fields.#." + name, TypeKind.VARCHAR, description, null);
    }

    @Override
    public String name() {
        return "datagen";
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    @Override
    public Table open(TableHandle handle, ConnectorContext context) {
        Map<String, String> given = new TreeMap<>(handle.options());
        given.remove("connector");
        FieldOptions fieldOptions = new FieldOptions(given);
        given.keySet().removeIf(FieldOptions::isOne);
        Option.check("connector datagen", OPTIONS, given);
        Schema schema = handle.schema();
        if (schema == null || schema.size() == 0) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "a table of connector datagen needs its columns declared");
        }
        ValueMakers makers = new ValueMakers(fieldOptions);
        List<ValueMaker> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            columns.add(makers.of(field.name(), field.type()));
        }
        fieldOptions.checkAllUsed();
        Long rows = whole(ROWS, given, 0, GeneratedSplit.NO_END - 1);
        long end = Math.min(rows == null ? GeneratedSplit.NO_END : rows, makers.numRows());
        Long splits = whole(PARALLELISM, given, 1, 1_024);
        Long seed = whole(SEED, given, Long.MIN_VALUE, Long.MAX_VALUE);
        return new DatagenTable(
                handle.displayName(),
                schema,
                columns,
                end,
                rate(given, end),
                seed == null ? 0 : seed,
                splits == null ? 0 : splits.intValue());
    }

    private static double rate(Map<String, String> given, long end) {
        String text = RATE.in(given);
        if (text == null) {
            return end == GeneratedSplit.NO_END ? DEFAULT_RATE : GeneratedSplit.UNPACED;
        }
        if (text.strip().matches("\\d{1,12}(\\.\\d{1,6})?")
                && Double.parseDouble(text.strip()) > 0) {
            return Double.parseDouble(text.strip());
        }
        throw refused(RATE, text, "a positive number");
    }

    private static @Nullable Long whole(
            Option option, Map<String, String> given, long min, long max) {
        String text = option.in(given);
        if (text == null) {
            return null;
        }
        try {
            long value = Long.parseLong(text.strip());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException _) {
            // reported below
        }
        throw refused(option, text, "a whole number from " + min + " to " + max);
    }

    private static SabotException refused(Option option, String text, String allowed) {
        return new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "option '" + option.name() + "' is " + allowed + ", not '" + text + "'");
    }
}
