package dev.sabot.bench.data;

import dev.sabot.bench.query.ScaleFactor;
import dev.sabot.bench.report.BenchOutput;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

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

/// The TPC-H tables as Parquet files: a folder per table, made on first use.
///
/// A table is in place when its folder has its final name, so that an interrupted run goes on with
/// the files that are missing. The file `complete` marks a set that was made and checked.
public final class DataSet {
    private static final String MARKER = "complete";
    private static final String REWRITTEN = "written-by-sabot";

    private final Path folder;

    private DataSet(Path folder) {
        this.folder = folder;
    }

    /// Returns the folder used when the user names none.
    public static Path usualFolder(ScaleFactor scale) {
        return Path.of(System.getProperty("user.home"), ".sabot", "bench", "tpch-sf" + scale);
    }

    /// Returns the set of a folder, generating what is missing of it.
    ///
    /// **Errors**: INVALID_ARGUMENT when the folder has tables of another size.
    public static DataSet generated(
            Path folder, ScaleFactor scale, int numThreads, BenchOutput output)
            throws IOException, SQLException {
        Path absolute = folder.toAbsolutePath().normalize();
        return prepare(absolute, scale, new GeneratedFiles(scale, numThreads, output), output);
    }

    /// Returns the same rows in files that Sabot wrote, writing what is missing of them.
    ///
    /// **Errors**: CORRUPT_STATE when a file does not have the rows of its source.
    public static DataSet rewritten(DataSet source, ScaleFactor scale, BenchOutput output)
            throws IOException, SQLException {
        Path folder = source.folder.resolve(REWRITTEN);
        try (RewrittenFiles maker = RewrittenFiles.open(source, output)) {
            return prepare(folder, scale, maker, output);
        }
    }

    /// Returns the literal, in SQL, of the files of a table.
    public String files(DataTable<?> table) {
        return SqlText.filesIn(folder(table));
    }

    Path folder(DataTable<?> table) {
        return folder.resolve(table.name());
    }

    public Path folder() {
        return folder;
    }

    private static DataSet prepare(
            Path folder, ScaleFactor scale, FileMaker maker, BenchOutput output)
            throws IOException, SQLException {
        DataSet set = new DataSet(folder);
        String mark = "TPC-H scale factor " + scale + "\n";
        Path marker = folder.resolve(MARKER);
        if (Files.exists(marker)) {
            String found = Files.readString(marker);
            if (!found.equals(mark)) {
                throw otherSize(folder, "is marked '" + found.strip() + "'", scale);
            }
            if (set.missing().isEmpty()) {
                return set;
            }
        }
        List<DataTable<?>> missing = set.missing();
        if (!missing.isEmpty()) {
            Files.createDirectories(folder);
            output.message(
                    "TPC-H data in "
                            + folder
                            + ": "
                            + maker.activity()
                            + " "
                            + String.join(", ", missing.stream().map(DataTable::name).toList()));
            try (FolderLock _ = FolderLock.take(folder)) {
                new TableFolders(folder, maker, output).make(missing);
                set.checkSize(scale);
                Files.writeString(marker, mark);
            }
        } else {
            set.checkSize(scale);
        }
        return set;
    }

    private List<DataTable<?>> missing() throws IOException {
        List<DataTable<?>> missing = new ArrayList<>();
        for (DataTable<?> table : DataTable.ALL) {
            if (!hasFiles(folder(table))) {
                missing.add(table);
            }
        }
        return missing;
    }

    private static boolean hasFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".parquet"));
        }
    }

    private void checkSize(ScaleFactor scale) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (DataTable<?> table : DataTable.ALL) {
                try (ResultSet result =
                        statement.executeQuery(
                                "SELECT count(*) FROM read_parquet(" + files(table) + ")")) {
                    result.next();
                    long rows = result.getLong(1);
                    if (!table.hasRows(scale, rows)) {
                        throw otherSize(folder, "has " + rows + " rows in " + table.name(), scale);
                    }
                }
            }
        }
    }

    private static SabotException otherSize(Path folder, String found, ScaleFactor scale) {
        return new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                folder
                        + " "
                        + found
                        + ", which is not scale factor "
                        + scale
                        + "; name another folder with --data, or another size with --sf");
    }
}
