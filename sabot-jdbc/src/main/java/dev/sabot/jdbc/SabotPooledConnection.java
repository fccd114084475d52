package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.session.Session;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionOption;
import dev.sabot.jdbc.url.ConnectionProperty;
import dev.sabot.jdbc.url.ConnectionUrl;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEventListener;

/**
 * A session that is lent out: each connection over it starts with the options of the URL, and
 * closing one gives the session back instead of closing it.
 */
final class SabotPooledConnection implements PooledConnection {
    private static final List<ConnectionProperty> RESET =
            List.of(
                    ConnectionProperty.CATALOG,
                    ConnectionProperty.SCHEMA,
                    ConnectionProperty.TIMEZONE,
                    ConnectionProperty.APPLICATION_NAME);

    private final Session session;
    private final ConnectionUrl url;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable SabotConnection lent;

    SabotPooledConnection(Session session, ConnectionUrl url) {
        this.session = session;
        this.url = url;
    }

    /** Takes the session from whoever has it and lends it anew. */
    @Override
    public synchronized Connection getConnection() throws SQLException {
        SabotConnection previous = lent;
        lent = null;
        if (previous != null) {
            previous.close();
        }
        try {
            for (ConnectionProperty option : RESET) {
                session.setOption(option.key(), url.properties().getProperty(option.key()));
            }
            if ("true".equals(session.getOption(SessionOption.READ_ONLY))) {
                session.setOption(SessionOption.READ_ONLY, "false");
            }
        } catch (SessionException e) {
            SQLException failure = SqlErrors.of(e);
            ConnectionEvent event = new ConnectionEvent(this, failure);
            listeners.forEach(listener -> listener.connectionErrorOccurred(event));
            throw failure;
        }
        CloseWatch watch = new CloseWatch();
        SabotConnection connection = new SabotConnection(session, url, watch);
        watch.connection = connection;
        lent = connection;
        return connection;
    }

    private final class CloseWatch implements SabotConnection.CloseAction {
        private @Nullable SabotConnection connection;

        @Override
        public void run() {
            returned(connection);
        }
    }

    private void returned(@Nullable SabotConnection connection) {
        synchronized (this) {
            if (lent != connection) {
                return;
            }
            lent = null;
        }
        ConnectionEvent event = new ConnectionEvent(this);
        listeners.forEach(listener -> listener.connectionClosed(event));
    }

    @Override
    public synchronized void close() throws SQLException {
        lent = null;
        SabotConnection.closeSession(session);
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    /** Does nothing: statements are not pooled, so there is nothing to tell. */
    @Override
    public void addStatementEventListener(StatementEventListener listener) {}

    @Override
    public void removeStatementEventListener(StatementEventListener listener) {}
}
