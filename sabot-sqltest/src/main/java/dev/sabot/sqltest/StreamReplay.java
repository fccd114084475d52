package dev.sabot.sqltest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs the queries of a file twice: over tables that hold all rows of the file, and over streams
/// that get the same rows in the order of their time and in random chunks. Both must give the same
/// rows in the end.
///
/// Queries are those of `stream` records and, in files without streams, of `query` records; a query
/// that streams do not allow is left out.
public final class StreamReplay {
    private static final Pattern CREATE =
            Pattern.compile(
                    "(?is)\\s*CREATE\\s+TABLE\\s+(\\w+)\\s*\\((.*)\\)\\s*"
                            + "(WITH\\s*\\(.*\\))?\\s*");
    private static final Pattern TIME = Pattern.compile("(?i)(\\w+)\\s+TIMESTAMP\\b");
    private static final Pattern INSERT = Pattern.compile("(?is)\\s*INSERT\\s+INTO\\s+(\\w+).*");
    private static final Pattern UNBOUNDED =
            Pattern.compile("(?i),?\\s*'(unbounded|splits)'\\s*=\\s*'\\w+'");
    private static final Pattern QUERY = Pattern.compile("(?i)^\\s*(SELECT|WITH|VALUES)\\b");
    private static final Pattern OPEN =
            Pattern.compile("(?is).*\\b(LIMIT|ORDER\\s+BY|FETCH|RANDOM|CURRENT_\\w+)\\b.*");

    private final Random random;
    private final List<SltRecord> records;
    private final boolean hasStreams;

    /// The streams by name, with the text of the column of their time, or an empty one.
    private final Map<String, String> timeColumns = new LinkedHashMap<>();

    private StreamReplay(List<SltRecord> records, long seed) {
        this.records = records;
        this.random = new Random(seed);
        this.hasStreams = records.stream().anyMatch(SltRecord.Starts.class::isInstance);
    }

    /// What a replay compared.
    ///
    /// @param compared queries that streams allow
    public record Report(int compared, int leftOut, List<String> failures) {}

    /// Replays a file.
    public static Report run(Path file, Path data, long seed) throws IOException, SQLException {
        List<String> lines =
                Files.readString(file).replace("${data}", data.toString()).lines().toList();
        return new StreamReplay(SltParser.parse(lines), seed).run();
    }

    private Report run() throws SQLException {
        List<String> queries = queries();
        List<String> failures = new ArrayList<>();
        Map<String, List<List<String>>> expected = new LinkedHashMap<>();
        SltDatabase bounded = SltDatabase.open();
        SltDatabase unbounded = SltDatabase.open();
        int leftOut = 0;
        try (Connection tables = bounded.connect();
                Connection feeds = unbounded.connect();
                SltStreams fill = new SltStreams(bounded, tables);
                SltStreams streams = new SltStreams(unbounded, feeds)) {
            set(tables, "SET threads = 2");
            set(feeds, "SET threads = 2");
            streams.note("SET threads = 2");
            prepare(tables, fill, feeds);
            for (int index = 0; index < queries.size(); index++) {
                String name = "q" + index;
                try {
                    streams.start(new SltRecord.Starts(0, name, queries.get(index)));
                } catch (SQLException e) {
                    leftOut++;
                    continue;
                }
                expected.put(name, sorted(ask(tables, queries.get(index))));
            }
            feed(tables, streams);
            for (Map.Entry<String, List<List<String>>> entry : expected.entrySet()) {
                List<List<String>> given = streams.finalRows(entry.getKey());
                if (!given.equals(entry.getValue())) {
                    int index = Integer.parseInt(entry.getKey().substring(1));
                    failures.add(
                            queries.get(index)
                                    + "\n  tables  "
                                    + entry.getValue()
                                    + "\n  streams "
                                    + given);
                }
            }
        }
        return new Report(expected.size(), leftOut, failures);
    }

    private List<String> queries() {
        List<String> queries = new ArrayList<>();
        for (SltRecord item : records) {
            String sql =
                    switch (item) {
                        case SltRecord.Starts start -> start.sql();
                        case SltRecord.Asks query when !hasStreams -> query.sql();
                        default -> null;
                    };
            if (sql != null && QUERY.matcher(sql).find() && !OPEN.matcher(sql).matches()) {
                queries.add(sql);
            }
        }
        return queries;
    }

    /// Makes the tables of both databases and fills the bounded ones.
    private void prepare(Connection tables, SltStreams fill, Connection feeds) throws SQLException {
        for (SltRecord item : records) {
            switch (item) {
                case SltRecord.Ok ok -> prepare(ok.sql(), tables, feeds);
                case SltRecord.Pushes push -> fill.push(push);
                default -> {}
            }
        }
        // tables refuse to put rows without time into windows, streams account for them
        for (Map.Entry<String, String> table : timeColumns.entrySet()) {
            if (!table.getValue().isEmpty()) {
                String rows = table.getKey() + " WHERE " + table.getValue() + " IS NULL";
                set(tables, "DELETE FROM " + rows);
            }
        }
    }

    private void prepare(String sql, Connection tables, Connection feeds) throws SQLException {
        Matcher create = CREATE.matcher(sql);
        Matcher insert = INSERT.matcher(sql);
        if (create.matches() && (hasStreams == sql.contains("'unbounded'"))) {
            Matcher time = TIME.matcher(create.group(2));
            String column = time.find() ? time.group(1) : "";
            timeColumns.put(create.group(1), column);
            set(tables, UNBOUNDED.matcher(sql).replaceAll(""));
            set(feeds, hasStreams ? sql : declared(create, column));
        } else if (insert.matches() && timeColumns.containsKey(insert.group(1))) {
            if (!hasStreams) {
                set(tables, sql);
            }
        } else if (!insert.matches() || sql.toUpperCase(java.util.Locale.ROOT).contains("VALUES")) {
            set(tables, sql);
            set(feeds, sql);
        }
    }

    private static String declared(Matcher create, String column) {
        String watermark = column.isEmpty() ? "" : ", WATERMARK FOR " + column + " AS " + column;
        return "CREATE TABLE "
                + create.group(1)
                + " ("
                + create.group(2)
                + watermark
                + ") WITH ('connector' = 'memory', 'unbounded' = 'true')";
    }

    /// Pushes the rows of all tables into their streams, a random run at a time.
    private void feed(Connection tables, SltStreams streams) throws SQLException {
        Map<String, List<String>> left = new LinkedHashMap<>();
        for (Map.Entry<String, String> table : timeColumns.entrySet()) {
            String column = table.getValue();
            String order = column.isEmpty() ? "" : " ORDER BY " + column;
            List<String> lines = new ArrayList<>();
            for (List<String> row : ask(tables, "SELECT * FROM " + table.getKey() + order)) {
                lines.add(String.join("\t", row));
            }
            left.put(table.getKey(), lines);
        }
        List<String> names = new ArrayList<>(left.keySet());
        while (!names.isEmpty()) {
            String name = names.get(random.nextInt(names.size()));
            List<String> lines = left.getOrDefault(name, List.of());
            if (lines.isEmpty()) {
                names.remove(name);
                streams.steer(new SltRecord.Steers(0, SltRecord.Steering.END, name, ""));
                continue;
            }
            int count = Math.min(lines.size(), 1 + random.nextInt(4));
            List<String> run = List.copyOf(lines.subList(0, count));
            lines.subList(0, count).clear();
            streams.push(new SltRecord.Pushes(0, name, run));
        }
    }

    private static void set(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<List<String>> sorted(List<List<String>> rows) {
        rows.sort(Comparator.comparing(row -> String.join("\t", row)));
        return rows;
    }

    private static List<List<String>> ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<String>> all = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    @Nullable String value = rows.getString(column);
                    row.add(Answer.text(value));
                }
                all.add(row);
            }
            return all;
        }
    }
}
