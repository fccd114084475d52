package dev.sabot.sqltest;

import dev.sabot.connector.StreamControl;
import dev.sabot.sqltest.SltRecord.Extent;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The continuous queries of a test file, and what feeds and steers their tables.
///
/// Every query has a connection of its own, with the settings of the file so far, and a thread that
/// reads its rows. A record looks at them when the whole engine has come to rest.
final class SltStreams implements AutoCloseable {
    private static final long TIMEOUT_MILLIS = 20_000;
    private static final long IDLE_GRACE_MICROS = 5_000_000;

    private final @Nullable SltDatabase steered;
    private final Connection connection;
    private final List<String> settings = new ArrayList<>();
    private final Map<String, SltStream> streams = new LinkedHashMap<>();

    /// @param steered the database, or null where streams cannot be steered: behind a server
    /// @param connection through which rows are pushed
    SltStreams(@Nullable SltDatabase steered, Connection connection) {
        this.steered = steered;
        this.connection = connection;
    }

    /// Notes a statement that succeeded.
    void note(String sql) {
        String first = sql.strip().split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
        if (List.of("SET", "RESET", "USE").contains(first)) {
            settings.add(sql);
        }
    }

    private SltDatabase database() {
        return Objects.requireNonNull(steered, "streams are steered in this process only");
    }

    /// Waits until nothing moves.
    void awaitQuiet() throws SQLException {
        if (steered == null) {
            return;
        }
        try {
            if (!steered.engine().awaitQuiet(TIMEOUT_MILLIS)) {
                throw new SQLException("the continuous queries do not come to rest");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }

    void start(SltRecord.Starts start) throws SQLException {
        Connection own = database().connect();
        boolean isStarted = false;
        try {
            for (String setting : settings) {
                try (Statement statement = own.createStatement()) {
                    statement.execute(setting);
                }
            }
            SltStream old = streams.put(start.name(), new SltStream(own, start.sql()));
            isStarted = true;
            if (old != null) {
                old.close();
            }
        } finally {
            if (!isStarted) {
                own.close();
            }
        }
    }

    void push(SltRecord.Pushes push) throws SQLException {
        List<String> types = types(push.table());
        List<String> rows = new ArrayList<>();
        for (String line : push.rows()) {
            List<String> values = Answer.split(line);
            List<String> row = new ArrayList<>();
            for (int column = 0; column < values.size(); column++) {
                row.add(literal(values.get(column), types.get(column)));
            }
            rows.add("(" + String.join(", ", row) + ")");
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO " + push.table() + " VALUES " + String.join(", ", rows));
        }
        awaitQuiet();
    }

    /// Returns a literal where the type has some: rows of literals keep their order.
    private static String literal(String value, String type) {
        String text = "'" + (value.equals("(empty)") ? "" : value.replace("'", "''")) + "'";
        if (value.equals("NULL")) {
            return value;
        }
        return switch (type.split("[( ]", 2)[0]) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DECIMAL", "BOOLEAN" -> value;
            case "DATE", "TIME" -> type.split("\\(", 2)[0] + " " + text;
            case "VARCHAR" -> text;
            case "TIMESTAMP" ->
                    type.contains("ZONE")
                            ? "CAST(" + text + " AS " + type + ")"
                            : "TIMESTAMP " + text;
            default -> "CAST(" + text + " AS " + type + ")";
        };
    }

    /// Returns the types of the columns that can be written.
    private List<String> types(String table) throws SQLException {
        List<String> types = new ArrayList<>();
        try (ResultSet columns = connection.getMetaData().getColumns(null, null, table, "%")) {
            while (columns.next()) {
                if (!"YES".equals(columns.getString("IS_GENERATEDCOLUMN"))) {
                    types.add(columns.getString("TYPE_NAME"));
                }
            }
        }
        return types;
    }

    void steer(SltRecord.Steers steer) throws SQLException {
        switch (steer.steering()) {
            case ADVANCE -> database().clock().advance(durationMicros(steer.argument()));
            case WATERMARK -> control(steer).setWatermark(micros(steer.time()));
            case IDLE -> {
                control(steer).setIdle();
                awaitQuiet();
                database().clock().advance(IDLE_GRACE_MICROS);
            }
            case END -> control(steer).end();
        }
        awaitQuiet();
    }

    private StreamControl control(SltRecord.Steers steer) {
        return database().control(steer.argument());
    }

    private static long micros(String text) {
        LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
        return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
    }

    private static long durationMicros(String text) {
        String[] words = text.split(" ", -1);
        long unit =
                switch (words[1]) {
                    case "ms" -> 1_000;
                    case "s" -> 1_000_000;
                    case "min" -> 60_000_000;
                    default -> throw new IllegalArgumentException("no duration: " + text);
                };
        return Long.parseLong(words[0]) * unit;
    }

    /// Compares what a query has given. Returns null when it is as expected, else what differs.
    @Nullable String check(SltRecord.Expects expected) throws SQLException {
        awaitQuiet();
        SltStream stream = streams.get(expected.name());
        if (stream == null) {
            return "there is no stream " + expected.name();
        }
        List<List<String>> given =
                switch (expected.extent()) {
                    case CHANGES -> stream.sinceLastLook();
                    case NET -> net(stream.sinceLastLook(), stream.showsChanges(), true);
                    case TOTAL -> net(stream.total(), stream.showsChanges(), false);
                };
        List<List<String>> wanted = new ArrayList<>();
        for (String line : expected.rows()) {
            wanted.add(Answer.split(line));
        }
        if (expected.extent() != Extent.CHANGES) {
            wanted.sort(java.util.Comparator.comparing(row -> String.join("\t", row)));
        }
        return wanted.equals(given) ? null : "expected " + wanted + ", given " + given;
    }

    /// Returns the net rows of a query whose tables have ended, sorted.
    List<List<String>> finalRows(String name) throws SQLException {
        SltStream stream = streams.get(name);
        if (stream == null) {
            throw new IllegalArgumentException("there is no stream " + name);
        }
        stream.join();
        return net(stream.total(), stream.showsChanges(), false);
    }

    /// Adds up changes and sorts what is left.
    ///
    /// @param keepsOperation whether the operation stays the first column
    static List<List<String>> net(
            List<List<String>> rows, boolean showsChanges, boolean keepsOperation) {
        List<List<String>> net = new ArrayList<>();
        if (!showsChanges) {
            net.addAll(rows);
        } else {
            Map<List<String>, Integer> counts = new LinkedHashMap<>();
            for (List<String> row : rows) {
                int weight = row.getFirst().equals("+I") ? 1 : -1;
                counts.merge(row.subList(1, row.size()), weight, Integer::sum);
            }
            counts.forEach((row, count) -> {
                List<String> shown = new ArrayList<>();
                if (keepsOperation || count < 0) {
                    shown.add(count > 0 ? "+I" : "-D");
                }
                shown.addAll(row);
                for (int copy = 0; copy < Math.abs(count); copy++) {
                    net.add(shown);
                }
            });
        }
        net.sort(java.util.Comparator.comparing(row -> String.join("\t", row)));
        return net;
    }

    @Override
    public void close() throws SQLException {
        for (SltStream stream : streams.values()) {
            stream.close();
        }
        streams.clear();
    }
}
