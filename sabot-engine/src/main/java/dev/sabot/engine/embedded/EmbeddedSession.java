package dev.sabot.engine.embedded;

import dev.sabot.engine.Query;
import dev.sabot.engine.Session;
import dev.sabot.engine.Setting;
import dev.sabot.error.SabotException;
import dev.sabot.jdbc.session.ExecuteOptions;
import dev.sabot.jdbc.session.Execution;
import dev.sabot.jdbc.session.PreparedHandle;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionMetadata;
import dev.sabot.jdbc.session.SessionOption;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A session of an engine in this process.
final class EmbeddedSession implements dev.sabot.jdbc.session.Session {
    private final Session session;
    private final Runnable whenClosed;
    private final Set<Query> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String applicationName;
    private volatile boolean isClosed;

    EmbeddedSession(Session session, Runnable whenClosed) {
        this.session = session;
        this.whenClosed = whenClosed;
    }

    private void checkOpen() throws SessionException {
        if (isClosed) {
            throw new SessionException(
                    "08003", "CONNECTION_CLOSED", "the session is closed; open another", null);
        }
    }

    @Override
    public Execution execute(String sql, ExecuteOptions options) throws SessionException {
        checkOpen();
        try {
            return track(
                    session.execute(sql, options.timeoutMillis(), options.cancelSignal()::onCancel),
                    options);
        } catch (SabotException e) {
            throw EmbeddedErrors.translate(e);
        }
    }

    /// Wraps a query and remembers it while it is open.
    Execution track(Query query, ExecuteOptions options) {
        running.add(query);
        return new EmbeddedExecution(query, options, () -> running.remove(query));
    }

    @Override
    public PreparedHandle prepare(String sql) throws SessionException {
        checkOpen();
        try {
            return new EmbeddedPrepared(this, session.prepare(sql));
        } catch (SabotException e) {
            throw EmbeddedErrors.translate(e);
        }
    }

    @Override
    public SessionMetadata metadata() {
        return new EmbeddedMetadata(session);
    }

    @Override
    public void cancel() {
        running.forEach(Query::cancel);
    }

    @Override
    public boolean ping(int timeoutMillis) {
        return !isClosed && session.isOpen();
    }

    @Override
    public void setOption(String name, @Nullable String value) throws SessionException {
        checkOpen();
        try {
            switch (name) {
                case SessionOption.SCHEMA -> session.useSchema(value);
                case SessionOption.CATALOG -> session.useCatalog(value);
                case SessionOption.TIMEZONE -> {
                    if (value == null) {
                        session.settings().reset(Setting.TIME_ZONE);
                    } else {
                        session.settings().set(Setting.TIME_ZONE, value);
                    }
                }
                case SessionOption.APPLICATION_NAME -> applicationName = value;
                case SessionOption.READ_ONLY -> {
                    if (Boolean.parseBoolean(value)) {
                        throw SessionException.unsupported("read-only sessions are not supported");
                    }
                }
                default ->
                        throw new SessionException(
                                "22023",
                                "INVALID_SETTING",
                                "there is no session option '" + name + "'",
                                null);
            }
        } catch (SabotException e) {
            throw EmbeddedErrors.translate(e);
        }
    }

    @Override
    public @Nullable String getOption(String name) throws SessionException {
        checkOpen();
        return switch (name) {
            case SessionOption.SCHEMA -> session.currentSchema();
            case SessionOption.CATALOG -> session.currentCatalog();
            case SessionOption.TIMEZONE -> session.settings().get(Setting.TIME_ZONE);
            case SessionOption.APPLICATION_NAME -> applicationName;
            default -> null;
        };
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        running.forEach(Query::cancel);
        for (Query query : Set.copyOf(running)) {
            query.close();
        }
        session.close();
        whenClosed.run();
    }
}
