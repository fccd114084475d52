package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.url.ConnectionProperty;
import dev.sabot.jdbc.url.ConnectionUrl;
import dev.sabot.jdbc.url.SessionOpener;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;

/** The JDBC driver for {@code jdbc:sabot:} URLs. */
public final class SabotDriver implements Driver {
    static final int MAJOR_VERSION = 0;
    static final int MINOR_VERSION = 1;
    static final String VERSION = "0.1.0";

    static {
        try {
            DriverManager.registerDriver(new SabotDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public @Nullable Connection connect(@Nullable String url, @Nullable Properties info)
            throws SQLException {
        if (url == null) {
            throw SqlErrors.badArgument("the URL is null");
        }
        return acceptsURL(url) ? open(url, info) : null;
    }

    static SabotConnection open(String url, @Nullable Properties info) throws SQLException {
        ConnectionUrl parsed = ConnectionUrl.parse(url, info);
        return new SabotConnection(SessionOpener.open(parsed), parsed);
    }

    @Override
    public boolean acceptsURL(@Nullable String url) {
        return ConnectionUrl.isSabot(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info)
            throws SQLException {
        Properties known =
                url != null && acceptsURL(url)
                        ? ConnectionUrl.parse(url, info).properties()
                        : new Properties();
        ConnectionProperty[] properties = ConnectionProperty.values();
        DriverPropertyInfo[] infos = new DriverPropertyInfo[properties.length];
        for (int i = 0; i < infos.length; i++) {
            infos[i] = properties[i].info(known.getProperty(properties[i].key()));
        }
        return infos;
    }

    @Override
    public int getMajorVersion() {
        return MAJOR_VERSION;
    }

    @Override
    public int getMinorVersion() {
        return MINOR_VERSION;
    }

    /** Returns false: Sabot's SQL is not the whole of SQL-92 entry level. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("dev.sabot.jdbc");
    }
}
