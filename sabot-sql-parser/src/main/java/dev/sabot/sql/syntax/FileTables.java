package dev.sabot.sql.syntax;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

import java.util.List;

/// Tables that are named by a file: `FROM 'lineitem/*.parquet'`.
///
/// Such a table is an identifier of two parts, [#SCHEMA] and the path, so that it passes through
/// validation like any other name and a catalog resolves it by its schema.
public final class FileTables {
    /// The schema in which every file is a table named by its path.
    public static final String SCHEMA = "$file";

    private FileTables() {}

    /// Returns the name of the table that a path stands for.
    public static SqlIdentifier identifier(String path, SqlParserPos position) {
        SqlParserPos quoted = position.withQuoting(true);
        return new SqlIdentifier(List.of(SCHEMA, path), null, position, List.of(quoted, quoted));
    }

    /// Returns whether a name stands for a file, whose path is then its second part.
    public static boolean isFile(List<String> names) {
        return names.size() == 2 && names.getFirst().equals(SCHEMA);
    }
}
