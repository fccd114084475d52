package dev.sabot.connector.nexmark;

import dev.sabot.batch.ColumnBuilder;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.TypeKind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// A column of events.
record EventColumn(Field field, Appender appender) {
    /// Appends the value of the event made last.
    interface Appender {
        void append(EventGenerator event, ColumnBuilder builder);
    }

    static EventColumn number(String name, ToLongFunction<EventGenerator> value) {
        return new EventColumn(
                Field.of(name, DataType.BIGINT),
                (event, builder) -> builder.appendLong(value.applyAsLong(event)));
    }

    static EventColumn time(String name, ToLongFunction<EventGenerator> micros) {
        return new EventColumn(
                Field.of(name, new DataType(TypeKind.TIMESTAMP, 3, 0, List.of())),
                (event, builder) -> builder.appendLong(micros.applyAsLong(event)));
    }

    static EventColumn text(String name, Function<EventGenerator, EventText> text) {
        return new EventColumn(
                Field.of(name, DataType.VARCHAR),
                (event, builder) -> text.apply(event).appendTo(builder));
    }

    /// Returns the columns of the table of all events: the kind, a row per kind of which one is not
    /// null, and the time whatever the kind.
    static List<EventColumn> ofEvents() {
        List<EventColumn> columns = new ArrayList<>();
        columns.add(
                new EventColumn(
                        Field.of("event_type", DataType.INTEGER),
                        (event, builder) -> builder.appendLong(event.kind().ordinal())));
        for (EventKind kind : EventKind.values()) {
            columns.add(row(kind, kind.columns()));
        }
        columns.add(time("dateTime", EventGenerator::micros));
        return columns;
    }

    private static EventColumn row(EventKind kind, List<EventColumn> columns) {
        DataType type = DataType.row(columns.stream().map(EventColumn::field).toList());
        return new EventColumn(
                Field.of(kind.name().toLowerCase(Locale.ROOT), type),
                (event, builder) -> {
                    if (event.kind() != kind) {
                        builder.appendNull();
                        return;
                    }
                    for (int index = 0; index < columns.size(); index++) {
                        columns.get(index).appender().append(event, builder.child(index));
                    }
                    builder.endNested();
                });
    }

    /// Finds the columns that are declared, of rows those components that are.
    ///
    /// **Errors**: UNKNOWN_COLUMN, TYPE_MISMATCH.
    static List<EventColumn> declared(List<Field> declared, List<EventColumn> known) {
        List<EventColumn> columns = new ArrayList<>();
        for (Field field : declared) {
            EventColumn found =
                    known.stream()
                            .filter(one -> one.field().name().equalsIgnoreCase(field.name()))
                            .findFirst()
                            .orElseThrow(() -> unknown(field, known));
            DataType type = found.field().type();
            if (type.kind() == TypeKind.ROW && field.type().kind() == TypeKind.ROW) {
                EventKind kind = EventKind.valueOf(found.field().name().toUpperCase(Locale.ROOT));
                EventColumn part = row(kind, declared(field.type().fields(), kind.columns()));
                columns.add(new EventColumn(field, part.appender()));
            } else if (field.type().equals(type)) {
                columns.add(new EventColumn(field, found.appender()));
            } else {
                throw new SabotException(
                        ErrorCode.TYPE_MISMATCH,
                        "column \""
                                + field.name()
                                + "\" of Nexmark is "
                                + type
                                + ", not "
                                + field.type());
            }
        }
        return columns;
    }

    private static SabotException unknown(Field field, List<EventColumn> known) {
        String names =
                known.stream().map(one -> one.field().name()).collect(Collectors.joining(", "));
        return new SabotException(
                ErrorCode.UNKNOWN_COLUMN,
                "Nexmark has no column \""
                        + field.name()
                        + "\" here; it has: "
                        + names
                        + " (kinds of events: "
                        + Arrays.toString(EventKind.values())
                        + ")");
    }
}
