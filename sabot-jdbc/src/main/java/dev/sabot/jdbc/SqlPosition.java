package dev.sabot.jdbc;

/** What an error says beyond SQLSTATE and message; see {@link SabotErrors#position}. */
public interface SqlPosition {
    /** Returns the line in the SQL text counted from 1, or 0 when the error has no place. */
    int line();

    /** Returns the column in its line counted from 1, or 0 when the error has no place. */
    int column();

    /** Returns the name of the error, {@code UNKNOWN_TABLE} for one. */
    String codeName();

    /** Returns the message without name and place. */
    String detail();
}
