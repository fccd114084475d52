package dev.sabot.sql.syntax;

import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Names of types that are no keywords: STRING, BYTES and the short names other engines use.
///
/// Any other name stays a user-defined type, for the planner to resolve or refuse.
public final class TypeNames {
    private static final Map<String, SqlTypeName> TYPES =
            Map.ofEntries(
                    Map.entry("STRING", SqlTypeName.VARCHAR),
                    Map.entry("TEXT", SqlTypeName.VARCHAR),
                    Map.entry("BYTES", SqlTypeName.VARBINARY),
                    Map.entry("BLOB", SqlTypeName.VARBINARY),
                    Map.entry("BYTEA", SqlTypeName.VARBINARY),
                    Map.entry("BOOL", SqlTypeName.BOOLEAN),
                    Map.entry("INT1", SqlTypeName.TINYINT),
                    Map.entry("INT2", SqlTypeName.SMALLINT),
                    Map.entry("INT4", SqlTypeName.INTEGER),
                    Map.entry("INT8", SqlTypeName.BIGINT),
                    Map.entry("LONG", SqlTypeName.BIGINT),
                    Map.entry("FLOAT4", SqlTypeName.REAL),
                    Map.entry("FLOAT8", SqlTypeName.DOUBLE),
                    Map.entry("DATETIME", SqlTypeName.TIMESTAMP),
                    Map.entry("TIMESTAMPTZ", SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE));

    /// The names that are keywords.
    private static final List<String> KEYWORDS =
            List.of(
                    "BOOLEAN",
                    "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "INT",
                    "BIGINT",
                    "REAL",
                    "FLOAT",
                    "DOUBLE",
                    "DECIMAL",
                    "NUMERIC",
                    "VARCHAR",
                    "CHAR",
                    "VARBINARY",
                    "BINARY",
                    "DATE",
                    "TIME",
                    "TIMESTAMP",
                    "TIMESTAMP_LTZ",
                    "INTERVAL",
                    "ARRAY",
                    "MAP",
                    "ROW");

    private TypeNames() {}

    /// Returns all names a type can have.
    public static List<String> names() {
        List<String> names = new ArrayList<>(KEYWORDS);
        TYPES.keySet().stream().sorted().forEach(names::add);
        return names;
    }

    /// Returns the type that a name stands for.
    ///
    /// @param parameters the numbers in brackets behind the name; a length of text is not enforced
    public static SqlTypeNameSpec resolve(
            SqlIdentifier name, List<Integer> parameters, SqlParserPos position) {
        SqlTypeName type =
                name.isSimple() ? TYPES.get(name.getSimple().toUpperCase(Locale.ROOT)) : null;
        if (type == null) {
            return new SqlUserDefinedTypeNameSpec(name, position);
        }
        boolean isTime =
                type == SqlTypeName.TIMESTAMP || type == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
        boolean isText = type == SqlTypeName.VARCHAR || type == SqlTypeName.VARBINARY;
        if (parameters.isEmpty() || isText && parameters.size() == 1) {
            return new SqlBasicTypeNameSpec(type, position);
        }
        if (isTime && parameters.size() == 1) {
            return new SqlBasicTypeNameSpec(type, parameters.getFirst(), position);
        }
        throw Refusal.at(position, "the type " + name + " takes no such numbers in brackets");
    }
}
