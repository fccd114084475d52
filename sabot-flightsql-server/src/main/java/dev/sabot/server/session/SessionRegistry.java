package dev.sabot.server.session;

import dev.sabot.engine.Engine;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.EngineClock;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Knows all logins and sessions of a server.
///
/// **Threads**: safe.
public final class SessionRegistry implements AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int LOGINS_PER_SESSION = 4;

    private final Engine engine;
    private final Limits limits;
    private final EngineClock clock;
    private final Map<String, ClientSession> sessions = new HashMap<>();
    private final Map<String, SessionOwner> logins = new HashMap<>();
    private final Set<String> namedByCookie = new HashSet<>();
    private long lastNumber;
    private boolean isClosed;

    public SessionRegistry(Engine engine, Limits limits, EngineClock clock) {
        this.engine = engine;
        this.limits = limits;
        this.clock = clock;
    }

    public Limits limits() {
        return limits;
    }

    /// Notes a login and returns its token.
    public synchronized String login(String user) {
        if (logins.size() >= LOGINS_PER_SESSION * limits.maxSessions()) {
            logins.entrySet().stream()
                    .min(Comparator.comparingLong(login -> login.getValue().lastUsedNanos()))
                    .ifPresent(oldest -> logins.remove(oldest.getKey()));
        }
        String token = Handles.text();
        logins.put(token, new SessionOwner(SessionOwner.Kind.LOGIN, user, clock.monotonicNanos()));
        return token;
    }

    /// Returns the login of a token, or null.
    public synchronized @Nullable SessionOwner login(String token, boolean isUsed) {
        SessionOwner owner = logins.get(token);
        if (owner != null && isUsed) {
            owner.touch(clock.monotonicNanos());
        }
        return owner;
    }

    /// Returns what owns the session of a new connection.
    public SessionOwner connected() {
        return new SessionOwner(SessionOwner.Kind.CONNECTION, "", clock.monotonicNanos());
    }

    /// Says that a connection has ended. Its session ends too, unless the client has shown that it
    /// finds it by cookie.
    public void disconnected(SessionOwner connection) {
        ClientSession session;
        synchronized (this) {
            session = connection.session();
            if (session == null || namedByCookie.contains(session.id())) {
                return;
            }
        }
        close(session);
    }

    /// Returns who makes a call.
    ///
    /// @param login the login of the call's token, or null
    public Caller caller(
            String user,
            @Nullable String cookie,
            @Nullable SessionOwner login,
            SessionOwner connection) {
        return new Caller(this, user, cookie, login == null ? connection : login);
    }

    /// Returns the user a login is of.
    public static String user(SessionOwner login) {
        return login.user();
    }

    synchronized ClientSession byCookie(String cookie, String user) {
        ClientSession session = sessions.get(cookie);
        if (session == null || !session.user().equals(user)) {
            throw ClientSession.closed();
        }
        namedByCookie.add(cookie);
        session.touch();
        return session;
    }

    synchronized @Nullable ClientSession present(SessionOwner owner) {
        ClientSession session = owner.session();
        if (session != null && session.isClosed()) {
            throw ClientSession.closed();
        }
        if (session != null) {
            session.touch();
        }
        return session;
    }

    ClientSession open(SessionOwner owner, String user) {
        ClientSession evicted = null;
        try {
            synchronized (this) {
                ClientSession present = present(owner);
                if (present != null) {
                    return present;
                }
                if (isClosed) {
                    throw new SabotException(
                            ErrorCode.SHUTTING_DOWN, "the server is shutting down");
                }
                if (sessions.size() >= limits.maxSessions()) {
                    evicted = oldestUnused();
                    remove(evicted);
                }
                ClientSession session =
                        new ClientSession(
                                Handles.text(),
                                ++lastNumber,
                                engine.openSession(user, limits.queryBytes()),
                                limits,
                                clock);
                sessions.put(session.id(), session);
                owner.own(session);
                return session;
            }
        } finally {
            if (evicted != null) {
                evicted.close();
            }
        }
    }

    /// Returns the session unused for longest that holds nothing.
    ///
    /// **Errors**: TOO_MANY when all are in use.
    private ClientSession oldestUnused() {
        return sessions.values().stream()
                .filter(session -> session.numStatements() == 0 && session.idleMillis() > 60_000L)
                .max(Comparator.comparingLong(ClientSession::idleMillis))
                .orElseThrow(() ->
                        new SabotException(
                                ErrorCode.TOO_MANY,
                                "the server has "
                                        + limits.maxSessions()
                                        + " sessions, the most it may (--max-sessions);"
                                        + " close some or try later"));
    }

    private void remove(ClientSession session) {
        sessions.remove(session.id());
        namedByCookie.remove(session.id());
    }

    /// Ends a session.
    void close(ClientSession session) {
        synchronized (this) {
            remove(session);
            logins.values().removeIf(login -> login.session() == session);
        }
        session.close();
    }

    /// Lets the owner of a session that its client ended open another.
    synchronized void forget(SessionOwner owner) {
        owner.own(null);
    }

    /// Returns the open sessions.
    public synchronized List<ClientSession> sessions() {
        return List.copyOf(sessions.values());
    }

    /// Ends sessions and logins that were idle for too long, and results nobody fetched.
    public void sweep() {
        List<ClientSession> idle = new ArrayList<>();
        synchronized (this) {
            for (ClientSession session : sessions.values()) {
                if (session.idleMillis() > limits.sessionIdleMillis()) {
                    idle.add(session);
                }
            }
            long now = clock.monotonicNanos();
            logins.values()
                    .removeIf(login ->
                            login.session() == null
                                    && now - login.lastUsedNanos()
                                            > limits.sessionIdleMillis() * NANOS_PER_MILLI);
        }
        idle.forEach(this::close);
        sessions().forEach(ClientSession::dropExpired);
    }

    /// Ends all sessions.
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        sessions().forEach(this::close);
    }
}
