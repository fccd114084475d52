package dev.sabot.connector.nexmark;

import dev.sabot.connector.Connector;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.GeneratedSplit;
import dev.sabot.connector.Option;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Opens the events of the Nexmark benchmark: all of them as one table of nested rows, as they lie
/// in Kafka, or those of one kind.
public final class NexmarkConnector implements Connector {
    private static final Option TABLE =
            new Option(
                    "table",
                    TypeKind.VARCHAR,
                    "events (all, as nested rows), person, auction or bid",
                    "events");
    private static final Option EVENTS =
            new Option(
                    "events",
                    TypeKind.BIGINT,
                    "how many events of all kinds there are; without it they go on for ever",
                    null);
    private static final Option EVENT_RATE =
            new Option(
                    "event-rate",
                    TypeKind.DOUBLE,
                    "events in a second of event time, which begins at 2015-07-15 00:00:00",
                    "10000");
    private static final Option RATE =
            new Option(
                    "rate",
                    TypeKind.DOUBLE,
                    "events made in a second of real time; event times are then real ones too",
                    null);
    private static final Option SEED =
            new Option("seed", TypeKind.BIGINT, "what decides the values", "42");
    private static final Option PARALLELISM =
            new Option(
                    "scan.parallelism",
                    TypeKind.INTEGER,
                    "how many splits there are; by default one per processor, or one with 'rate'",
                    null);
    private static final List<Option> OPTIONS =
            List.of(TABLE, EVENTS, EVENT_RATE, RATE, SEED, PARALLELISM);

    @Override
    public String name() {
        return "nexmark";
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    @Override
    public Table open(TableHandle handle, ConnectorContext context) {
        Map<String, String> given = new TreeMap<>(handle.options());
        given.remove("connector");
        Option.check("connector nexmark", OPTIONS, given);
        EventKind kind = kind(given);
        List<EventColumn> columns = kind == null ? EventColumn.ofEvents() : kind.columns();
        Schema declared = handle.schema();
        if (declared != null) {
            columns = EventColumn.declared(declared.fields(), columns);
        }
        double rate = RATE.in(given) == null ? GeneratedSplit.UNPACED : number(RATE, given);
        return new NexmarkTable(
                handle.displayName(),
                new Schema(columns.stream().map(EventColumn::field).toList()),
                columns,
                kind,
                EVENTS.in(given) == null ? GeneratedSplit.NO_END : whole(EVENTS, given, 0),
                number(EVENT_RATE, given),
                rate,
                whole(SEED, given, Long.MIN_VALUE),
                PARALLELISM.in(given) == null ? 0 : (int) whole(PARALLELISM, given, 1));
    }

    private static @Nullable EventKind kind(Map<String, String> given) {
        String text = String.valueOf(TABLE.in(given)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "events" -> null;
            case "person" -> EventKind.PERSON;
            case "auction" -> EventKind.AUCTION;
            case "bid" -> EventKind.BID;
            default -> throw refused(TABLE, text, "events, person, auction or bid");
        };
    }

    private static SabotException refused(Option option, String text, String allowed) {
        return new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "option '" + option.name() + "' is " + allowed + ", not '" + text + "'");
    }

    private static long whole(Option option, Map<String, String> given, long min) {
        String text = String.valueOf(option.in(given)).strip();
        try {
            long value = Long.parseLong(text);
            if (value >= min && (option != PARALLELISM || value <= 1_024)) {
                return value;
            }
        } catch (NumberFormatException _) {
            // reported below
        }
        throw refused(option, text, "a whole number" + (min > 0 ? " from 1 to 1024" : ""));
    }

    private static double number(Option option, Map<String, String> given) {
        String text = String.valueOf(option.in(given)).strip();
        if (text.matches("\\d{1,12}(\\.\\d{1,6})?") && Double.parseDouble(text) > 0) {
            return Double.parseDouble(text);
        }
        throw refused(option, text, "a positive number");
    }
}
