package dev.sabot.error;

/// Lists every error a user can meet; the SQLSTATE is what clients see. The reference page derives
/// from it.
///
/// One SQLSTATE per constant. Tests pin the constant, never the wording of a message.
public enum ErrorCode {
    SYNTAX(
            "42601",
            ErrorClass.USER,
            "The text is no statement, or a clause is not allowed where it stands.",
            "Look at the place that the error names; a reserved word used as a name "
                    + "stands in double quotes."),
    UNKNOWN_TABLE(
            "42P01",
            ErrorClass.USER,
            "There is no table, view or file table of that name.",
            "SHOW TABLES lists them; USE changes the schema that names are looked up in."),
    UNKNOWN_COLUMN(
            "42703",
            ErrorClass.USER,
            "No table of the query has a column of that name.",
            "DESCRIBE lists the columns; text stands in single quotes, names in double "
                    + "quotes."),
    AMBIGUOUS_COLUMN(
            "42702",
            ErrorClass.USER,
            "More than one table of the query has the column.",
            "Qualify it with its table: t.column."),
    UNKNOWN_FUNCTION(
            "42883",
            ErrorClass.USER,
            "There is no function of that name.",
            "SHOW FUNCTIONS lists them."),
    UNKNOWN_OBJECT(
            "42704",
            ErrorClass.USER,
            "There is no type, connector, index or catalog of that name.",
            "The error lists or suggests names."),
    UNKNOWN_SCHEMA(
            "3F000",
            ErrorClass.USER,
            "There is no schema of that name.",
            "SHOW SCHEMAS lists them; CREATE SCHEMA makes one."),
    DUPLICATE_OBJECT(
            "42710",
            ErrorClass.USER,
            "A schema, index or constraint of that name exists.",
            "Choose another name, or say IF NOT EXISTS."),
    DUPLICATE_TABLE(
            "42P07",
            ErrorClass.USER,
            "A table or view of that name exists, or one statement uses a name for two "
                    + "tables.",
            "CREATE OR REPLACE replaces it; in a query give each table an alias."),
    DUPLICATE_COLUMN(
            "42701",
            ErrorClass.USER,
            "Two columns have the same name, or one column is given twice.",
            "Rename one with AS; names that differ in case alone are the same."),
    TYPE_MISMATCH(
            "42804",
            ErrorClass.USER,
            "A value, a column or an object is not of the type or kind needed here.",
            "CAST(x AS type) converts values."),
    GROUPING(
            "42803",
            ErrorClass.USER,
            "A column is neither grouped nor aggregated, or an aggregate stands where "
                    + "there is none.",
            "Add the column to GROUP BY, aggregate it, or use a subquery."),
    WINDOWING(
            "42P20",
            ErrorClass.USER,
            "A window function or its OVER clause is wrong.",
            "Window functions stand in SELECT, ORDER BY and QUALIFY, with an OVER clause."),
    WRONG_PARAMETER(
            "07001",
            ErrorClass.USER,
            "A parameter has no value, or its type cannot be told.",
            "Bind every parameter; write CAST(? AS type) where the type is not clear."),
    INVALID_SETTING(
            "22023",
            ErrorClass.USER,
            "A setting does not exist or does not take the value.",
            "SHOW SETTINGS lists names and meanings."),
    UNSUPPORTED(
            "0A000",
            ErrorClass.USER,
            "The statement is SQL that Sabot does not run.",
            "The error says what to use instead, where there is something."),
    NEVER_ENDS(
            "0AS01",
            ErrorClass.USER,
            "The statement needs the end of an input that has none.",
            "Aggregate by a window of time, or bound the input; the error names the clause."),
    UNBOUNDED_STATE(
            "0AS02",
            ErrorClass.USER,
            "The statement would keep rows of an endless input for ever.",
            "Join or group by time too, or SET 'state.allow-unbounded' = 'true'."),
    OVERFLOW(
            "22003",
            ErrorClass.USER,
            "A number is outside the range of its type.",
            "Cast to a wider type first, or use TRY_CAST."),
    DIVISION_BY_ZERO(
            "22012",
            ErrorClass.USER,
            "A divisor is zero.",
            "NULLIF(divisor, 0) gives NULL instead."),
    DATETIME_OVERFLOW(
            "22008",
            ErrorClass.USER,
            "A date or time is outside the range of its type.",
            "Check the values; the range is about 290,000 years around 1970."),
    INVALID_CAST(
            "22018",
            ErrorClass.USER,
            "A text or value is none of the type it is cast to.",
            "TRY_CAST gives NULL instead."),
    INVALID_ARGUMENT(
            "22000",
            ErrorClass.USER,
            "An argument or an option has a value that is not allowed.",
            "The error says what is allowed."),
    INVALID_REGEX(
            "2201B",
            ErrorClass.USER,
            "A text is no regular expression.",
            "The syntax is that of RE2; a literal bracket is written with a backslash."),
    SUBQUERY_ROWS(
            "21000",
            ErrorClass.USER,
            "A subquery used as a value gave more than one row.",
            "Aggregate it, or add LIMIT 1."),
    NULL_ROW_TIME(
            "22004",
            ErrorClass.USER,
            "A row has NULL where its time is needed.",
            "Filter such rows out, or give them a time with COALESCE."),
    NOT_NULL_VIOLATION(
            "23502",
            ErrorClass.USER,
            "A NOT NULL column would have NULL.",
            "Give a value, or a DEFAULT."),
    UNIQUE_VIOLATION(
            "23505",
            ErrorClass.USER,
            "A key that is declared unique would occur twice.",
            "The error names the constraint, the columns and the values."),
    WRITE_CONFLICT(
            "40001",
            ErrorClass.USER,
            "Another statement changed the same rows at the same time.",
            "Run the statement again."),
    STATEMENT_TOO_COMPLEX(
            "54001",
            ErrorClass.RESOURCES,
            "The statement is too long or nested too deeply.",
            "Split it, with views or tables for its parts; long lists belong into a " + "table."),
    MEMORY_LIMIT(
            "53200",
            ErrorClass.RESOURCES,
            "The statement needs more memory than it may use.",
            "Raise it with SET memory_limit, or read fewer rows or columns."),
    DISK_FULL(
            "53100",
            ErrorClass.RESOURCES,
            "The disk has no room for what is written.",
            "Free space or write elsewhere; no part of the file is left."),
    TOO_MANY(
            "53300",
            ErrorClass.RESOURCES,
            "More files, connections or objects than allowed.",
            "Close some, or narrow the pattern."),
    CANCELLED(
            "57014",
            ErrorClass.USER,
            "The statement was cancelled.",
            "Nothing of it was kept; run it again."),
    TIMEOUT(
            "57014",
            ErrorClass.USER,
            "The statement ran longer than statement_timeout.",
            "Raise it with SET statement_timeout = milliseconds; 0 means never."),
    FILE_NOT_FOUND(
            "58P01",
            ErrorClass.USER,
            "No file is at the path, or none matches the pattern.",
            "Relative paths begin at the folder the process was started in."),
    FILE_IO(
            "58030",
            ErrorClass.RESOURCES,
            "Reading or writing a file failed.",
            "The error has the words of the system; look at permissions and the disk."),
    MALFORMED_FILE(
            "22P04",
            ErrorClass.USER,
            "A file is not of its format, or a value in it is none of its column.",
            "The error names file, line and column; ignore_errors leaves such records "
                    + "out, where the format has it."),
    MALFORMED_MESSAGE(
            "08P01",
            ErrorClass.USER,
            "A message between client and server cannot be read.",
            "Use a client of the same version."),
    ACCESS_DENIED(
            "42501",
            ErrorClass.USER,
            "The object or the path may not be used.",
            "Use another schema or path, or change the permission."),
    OPTION_NOT_ALLOWED(
            "42501",
            ErrorClass.USER,
            "There is no option of that name here.",
            "The error lists the options there are; see the page on options."),
    AUTH_FAILED(
            "28000",
            ErrorClass.USER,
            "The server does not know the caller.",
            "Log in with name and password, or with the token of a login."),
    CONNECTION_CLOSED(
            "08003", ErrorClass.USER, "The connection or statement is closed.", "Open another."),
    UNAVAILABLE(
            "08006",
            ErrorClass.RESOURCES,
            "A service that is needed does not answer.",
            "Look whether it runs and can be reached."),
    SHUTTING_DOWN(
            "57P01", ErrorClass.RESOURCES, "The engine is being closed.", "Connect again later."),
    CORRUPT_STATE(
            "XX001",
            ErrorClass.INTERNAL,
            "Stored state does not fit itself.",
            "Restore it from a checkpoint, and report it."),
    INTERNAL(
            "XX000",
            ErrorClass.INTERNAL,
            "A bug.",
            "Report it with the statement and the stack trace; the session goes on.");

    private final String sqlState;
    private final ErrorClass errorClass;
    private final String cause;
    private final String remedy;

    /// @param cause what happened, a sentence
    /// @param remedy what to do, a sentence
    ErrorCode(String sqlState, ErrorClass errorClass, String cause, String remedy) {
        this.sqlState = sqlState;
        this.errorClass = errorClass;
        this.cause = cause;
        this.remedy = remedy;
    }

    /// Returns the five-character SQLSTATE.
    public String sqlState() {
        return sqlState;
    }

    /// Returns whose fault the error is.
    public ErrorClass errorClass() {
        return errorClass;
    }

    /// Returns what happened in general; an error's own text is about its case.
    public String cause() {
        return cause;
    }

    /// Returns what a user can do.
    public String remedy() {
        return remedy;
    }

    /// Says who can mend an error.
    public enum ErrorClass {
        /// The statement or its data.
        USER,
        /// The machine or its limits.
        RESOURCES,
        /// A bug of ours.
        INTERNAL
    }
}
