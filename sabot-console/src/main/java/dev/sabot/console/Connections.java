package dev.sabot.console;

import dev.sabot.jdbc.SabotDriver;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Supplier;

/// Opens connections.
final class Connections {
    private Connections() {}

    /// Opens a connection by its URL.
    ///
    /// Sabot's own driver is asked directly: the driver manager first loads every driver on the
    /// class path, Calcite's among them, which costs a large part of a short statement's time.
    ///
    /// @param user who logs in, or null for what the URL says
    /// @param password asked when somebody logs in who has none in the URL
    static Connection open(String url, @Nullable String user, Supplier<@Nullable String> password)
            throws SQLException {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
            String secret = url.contains("password=") ? null : password.get();
            if (secret != null) {
                properties.setProperty("password", secret);
            }
        }
        @Nullable Connection connection = new SabotDriver().connect(url, properties);
        return connection == null ? DriverManager.getConnection(url, properties) : connection;
    }
}
