package dev.sabot.error;

/// Lists every error a user can meet; the SQLSTATE is what clients see.
///
/// One SQLSTATE per constant. Tests pin the constant, never the wording of a message.
public enum ErrorCode {
    SYNTAX("42601", ErrorClass.USER),
    UNKNOWN_TABLE("42P01", ErrorClass.USER),
    UNKNOWN_COLUMN("42703", ErrorClass.USER),
    AMBIGUOUS_COLUMN("42702", ErrorClass.USER),
    UNKNOWN_FUNCTION("42883", ErrorClass.USER),
    UNKNOWN_OBJECT("42704", ErrorClass.USER),
    UNKNOWN_SCHEMA("3F000", ErrorClass.USER),
    DUPLICATE_OBJECT("42710", ErrorClass.USER),
    DUPLICATE_TABLE("42P07", ErrorClass.USER),
    DUPLICATE_COLUMN("42701", ErrorClass.USER),
    TYPE_MISMATCH("42804", ErrorClass.USER),
    GROUPING("42803", ErrorClass.USER),
    WINDOWING("42P20", ErrorClass.USER),
    WRONG_PARAMETER("07001", ErrorClass.USER),
    INVALID_SETTING("22023", ErrorClass.USER),
    UNSUPPORTED("0A000", ErrorClass.USER),
    OVERFLOW("22003", ErrorClass.USER),
    DIVISION_BY_ZERO("22012", ErrorClass.USER),
    DATETIME_OVERFLOW("22008", ErrorClass.USER),
    INVALID_CAST("22018", ErrorClass.USER),
    INVALID_ARGUMENT("22000", ErrorClass.USER),
    INVALID_REGEX("2201B", ErrorClass.USER),
    SUBQUERY_ROWS("21000", ErrorClass.USER),
    NULL_ROW_TIME("22004", ErrorClass.USER),
    NOT_NULL_VIOLATION("23502", ErrorClass.USER),
    UNIQUE_VIOLATION("23505", ErrorClass.USER),
    WRITE_CONFLICT("40001", ErrorClass.USER),
    STATEMENT_TOO_COMPLEX("54001", ErrorClass.RESOURCES),
    MEMORY_LIMIT("53200", ErrorClass.RESOURCES),
    DISK_FULL("53100", ErrorClass.RESOURCES),
    TOO_MANY("53300", ErrorClass.RESOURCES),
    CANCELLED("57014", ErrorClass.USER),
    TIMEOUT("57014", ErrorClass.USER),
    FILE_NOT_FOUND("58P01", ErrorClass.USER),
    FILE_IO("58030", ErrorClass.RESOURCES),
    MALFORMED_FILE("22P04", ErrorClass.USER),
    MALFORMED_MESSAGE("08P01", ErrorClass.USER),
    ACCESS_DENIED("42501", ErrorClass.USER),
    OPTION_NOT_ALLOWED("42501", ErrorClass.USER),
    AUTH_FAILED("28000", ErrorClass.USER),
    CONNECTION_CLOSED("08003", ErrorClass.USER),
    UNAVAILABLE("08006", ErrorClass.RESOURCES),
    SHUTTING_DOWN("57P01", ErrorClass.RESOURCES),
    CORRUPT_STATE("XX001", ErrorClass.INTERNAL),
    INTERNAL("XX000", ErrorClass.INTERNAL);

    private final String sqlState;
    private final ErrorClass errorClass;

    ErrorCode(String sqlState, ErrorClass errorClass) {
        this.sqlState = sqlState;
        this.errorClass = errorClass;
    }

    /// Returns the five-character SQLSTATE.
    public String sqlState() {
        return sqlState;
    }

    /// Returns whose fault the error is.
    public ErrorClass errorClass() {
        return errorClass;
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
