package dev.sabot.connector;

import java.util.List;

/// Opens the tables of one kind of system; found by name through ServiceLoader.
///
/// **Threads**: all methods may be called by any thread.
public interface Connector {
    /// Returns the name used in `WITH ('connector' = '…')`, lower case.
    String name();

    /// Returns the options its tables understand, format options aside.
    List<Option> options();

    /// Opens a table for planning, reading and writing. Cheap enough to be called once per
    /// statement.
    ///
    /// **Errors**: OPTION_NOT_ALLOWED, FILE_NOT_FOUND, MALFORMED_FILE, UNAVAILABLE.
    Table open(TableHandle handle, ConnectorContext context);
}
