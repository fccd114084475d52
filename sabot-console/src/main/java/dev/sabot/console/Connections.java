package dev.sabot.console;

import dev.sabot.jdbc.SabotDriver;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// Opens connections.
final class Connections {
    private Connections() {}

    /// Opens a connection by its URL.
    ///
    /// Sabot's own driver is asked directly: the driver manager first loads every driver on the
    /// class path, Calcite's among them, which costs a large part of a short statement's time.
    static Connection open(String url) throws SQLException {
        @Nullable Connection connection = new SabotDriver().connect(url, new Properties());
        return connection == null ? DriverManager.getConnection(url) : connection;
    }
}
