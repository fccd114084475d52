package dev.sabot.sqltest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Writes the answers of `query` records that have none, and says where DuckDB answers otherwise.
///
/// For authors, not for the build: `SltCompleter FOLDER…` fills every `.slt` file below the folders
/// in place. Each answer that DuckDB does not share, as far as it can run the file, is printed for
/// a human to judge; an answer is only as right as that judgement.
public final class SltCompleter {
    private final Path file;
    private final List<String> output = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private SltCompleter(Path file) {
        this.file = file;
    }

    /// Completes files.
    public static void main(String[] args) throws IOException, SQLException {
        int remarks = 0;
        for (String folder : args) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(Path.of(folder))) {
                files = all.filter(path -> path.toString().endsWith(".slt")).sorted().toList();
            }
            for (Path path : files) {
                SltCompleter completer = new SltCompleter(path);
                completer.run();
                completer.remarks.forEach(System.out::println);
                remarks += completer.remarks.size();
            }
        }
        System.out.println(remarks + " remarks");
    }

    private void run() throws IOException, SQLException {
        List<String> lines = Files.readAllLines(file);
        Path data = Files.createTempDirectory("slt");
        try (Connection sabot = DriverManager.getConnection("jdbc:sabot:");
                Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            int at = 0;
            while (at < lines.size()) {
                int start = at;
                while (at < lines.size() && !lines.get(at).isBlank()) {
                    at++;
                }
                complete(lines.subList(start, at), start + 1, data, sabot, duckdb);
                while (at < lines.size() && lines.get(at).isBlank()) {
                    at++;
                }
                if (at < lines.size()) {
                    output.add("");
                }
            }
        }
        Files.write(file, output);
    }

    private void complete(
            List<String> block, int line, Path data, Connection sabot, Connection duckdb) {
        output.addAll(block);
        int header = 0;
        while (header < block.size() && block.get(header).startsWith("#")) {
            header++;
        }
        if (header == block.size()) {
            return;
        }
        boolean isQuery = block.get(header).startsWith("query");
        boolean isStatement = block.get(header).startsWith("statement");
        if (!isQuery && !isStatement) {
            return;
        }
        List<String> body = block.subList(header + 1, block.size());
        int answer = body.indexOf("----");
        String sql = String.join("\n", answer < 0 ? body : body.subList(0, answer));
        sql = sql.replace("${data}", data.toString());
        String given = ask(sabot, sql);
        String other = ask(duckdb, sql);
        String place = file + ":" + (line + header) + ": ";
        boolean mustFail = block.get(header).startsWith("statement error");
        if (mustFail != given.startsWith("!")) {
            remarks.add(place + sql + "\n    sabot " + given);
        }
        if (isQuery && answer < 0) {
            output.add("----");
            given.lines().forEach(output::add);
        }
        boolean isOrdered = sql.toLowerCase(java.util.Locale.ROOT).contains("order by");
        if (isQuery && !given.startsWith("!") && !isSame(given, other, isOrdered)) {
            remarks.add(place + sql + "\n    sabot  " + given + "\n    duckdb " + other);
        }
    }

    private static String ask(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            StringBuilder text = new StringBuilder();
            try (ResultSet rows = statement.getResultSet()) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        text.append(column == 1 ? "" : "\t").append(text(rows.getString(column)));
                    }
                    text.append('\n');
                }
            }
            return text.toString();
        } catch (SQLException e) {
            return "! [" + e.getSQLState() + "] " + e.getMessage();
        }
    }

    private static String text(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        return value.isEmpty() ? "(empty)" : value.replace("\n", "\\n").replace("\t", "\\t");
    }

    private static boolean isSame(String given, String other, boolean isOrdered) {
        List<String> first = new ArrayList<>(given.lines().toList());
        List<String> second = new ArrayList<>(other.lines().toList());
        if (first.size() != second.size()) {
            return false;
        }
        if (!isOrdered) {
            first.sort(null);
            second.sort(null);
        }
        for (int row = 0; row < first.size(); row++) {
            String[] values = first.get(row).split("\t", -1);
            String[] others = second.get(row).split("\t", -1);
            for (int column = 0; column < values.length; column++) {
                if (column >= others.length || !isSame(values[column], others[column])) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isSame(String value, String other) {
        if (value.equals(other)) {
            return true;
        }
        try {
            double first = Double.parseDouble(value);
            double second = Double.parseDouble(other);
            return Math.abs(first - second) <= 1e-6 * Math.max(1, Math.abs(first));
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
