package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.url.ConnectionProperty;
import dev.sabot.jdbc.url.ConnectionUrl;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;

import javax.sql.DataSource;

/** Opens connections to one URL; a Java bean for containers and pools. */
public class SabotDataSource implements DataSource, Unwrappable {
    private String url = "jdbc:sabot:";
    private final Properties properties = new Properties();
    private @Nullable PrintWriter logWriter;

    public final String getUrl() {
        return url;
    }

    /** Sets the JDBC URL, {@code jdbc:sabot:} by default. */
    public final void setUrl(String url) {
        this.url = url;
    }

    public final @Nullable String getUser() {
        return getProperty(ConnectionProperty.USER.key());
    }

    public final void setUser(@Nullable String user) {
        setProperty(ConnectionProperty.USER.key(), user);
    }

    public final void setPassword(@Nullable String password) {
        setProperty(ConnectionProperty.PASSWORD.key(), password);
    }

    public final @Nullable String getProperty(String name) {
        return properties.getProperty(name);
    }

    /** Sets a connection property; null removes it. Names are checked when connecting. */
    public final void setProperty(String name, @Nullable String value) {
        if (value == null) {
            properties.remove(name);
        } else {
            properties.setProperty(name, value);
        }
    }

    @Override
    public final Connection getConnection() throws SQLException {
        return open(properties);
    }

    @Override
    public final Connection getConnection(@Nullable String user, @Nullable String password)
            throws SQLException {
        return open(withUser(user, password));
    }

    final SabotConnection open(Properties with) throws SQLException {
        if (!ConnectionUrl.isSabot(url)) {
            throw SqlErrors.of("08001", "no URL of Sabot: " + url);
        }
        return SabotDriver.open(url, with);
    }

    final Properties withUser(@Nullable String user, @Nullable String password) {
        Properties with = new Properties();
        with.putAll(properties);
        if (user != null) {
            with.setProperty(ConnectionProperty.USER.key(), user);
        }
        if (password != null) {
            with.setProperty(ConnectionProperty.PASSWORD.key(), password);
        }
        return with;
    }

    @Override
    public final @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public final void setLogWriter(@Nullable PrintWriter writer) {
        logWriter = writer;
    }

    /** Sets the property connectTimeout. */
    @Override
    public final void setLoginTimeout(int seconds) {
        setProperty(ConnectionProperty.CONNECT_TIMEOUT.key(), Integer.toString(seconds));
    }

    @Override
    public final int getLoginTimeout() {
        return ConnectionProperty.CONNECT_TIMEOUT.count(properties);
    }

    @Override
    public final Logger getParentLogger() {
        return Logger.getLogger("dev.sabot.jdbc");
    }
}
