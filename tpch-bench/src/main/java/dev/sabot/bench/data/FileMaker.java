package dev.sabot.bench.data;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// Makes the files of a data set, one by one.
///
/// **Threads**: safe when [#numThreads] is above 1.
interface FileMaker {
    /// Says what is done, for progress: `generating` or `writing`.
    String activity();

    int numThreads();

    int numFiles(DataTable<?> table) throws IOException;

    /// Makes a file, which may exist in part, and returns its number of rows.
    ///
    /// @param index from 0, below [#numFiles]
    long make(DataTable<?> table, int index, Path file) throws IOException, SQLException;
}
