package dev.sabot.server.session;

import com.google.protobuf.ByteString;

import dev.sabot.engine.PreparedStatement;
import dev.sabot.engine.Query;
import dev.sabot.engine.Session;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.EngineClock;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A client's session: the engine's session, prepared statements, results that wait to be fetched
/// and queries that run.
///
/// **Threads**: safe.
public final class ClientSession {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final String id;
    private final long number;
    private final String user;
    private final Session session;
    private final Limits limits;
    private final EngineClock clock;
    private final long openedMicros;
    private final Map<ByteString, Prepared> prepared = new HashMap<>();
    private final Map<ByteString, Ticket> tickets = new HashMap<>();
    private final Map<ByteString, Running> running = new HashMap<>();
    private String applicationName = "";
    private long lastUsedNanos;
    private boolean isClosed;
    private boolean isEngineClosed;

    private static final class Ticket {
        private final PendingResult result;
        private final String text;
        private long expiresNanos;

        Ticket(PendingResult result, String text, long expiresNanos) {
            this.result = result;
            this.text = text;
            this.expiresNanos = expiresNanos;
        }
    }

    /// A call that works for the session: it keeps the session open, and can be cancelled.
    public final class Running implements AutoCloseable {
        private final ByteString handle;
        private final String text;
        private final long startMicros = clock.nowMicros();
        private @Nullable Runnable canceller;
        private boolean isCancelled;

        Running(ByteString handle, String text) {
            this.handle = handle;
            this.text = text;
        }

        /// Says what ends the work; runs it at once when the call was cancelled before.
        public void onCancel(Runnable action) {
            synchronized (this) {
                canceller = action;
                if (!isCancelled) {
                    return;
                }
            }
            action.run();
        }

        /// Tells the running query to end with an error; returns at once.
        public void cancel() {
            Runnable action;
            synchronized (this) {
                isCancelled = true;
                action = canceller;
            }
            if (action != null) {
                action.run();
            }
        }

        /// Follows a query with the cancellation.
        public void follow(Query query) {
            onCancel(query::cancel);
        }

        public synchronized boolean isCancelled() {
            return isCancelled;
        }

        @Override
        public void close() {
            ended(this);
        }
    }

    /// A statement that runs, as system tables show it.
    public record RunningInfo(String text, long startMicros) {}

    /// @param id what finds the session, a secret of its client
    /// @param number what others know it by
    ClientSession(String id, long number, Session session, Limits limits, EngineClock clock) {
        this.id = id;
        this.number = number;
        this.user = session.settings().user();
        this.session = session;
        this.limits = limits;
        this.clock = clock;
        this.openedMicros = clock.nowMicros();
        this.lastUsedNanos = clock.monotonicNanos();
    }

    String id() {
        return id;
    }

    /// Returns the number others know the session by; unlike its id it opens nothing.
    public long number() {
        return number;
    }

    public String user() {
        return user;
    }

    /// Lends the engine's session.
    public Session engineSession() {
        return session;
    }

    public Limits limits() {
        return limits;
    }

    public long openedMicros() {
        return openedMicros;
    }

    public synchronized String applicationName() {
        return applicationName;
    }

    public synchronized void setApplicationName(String name) {
        applicationName = name;
    }

    synchronized void touch() {
        lastUsedNanos = clock.monotonicNanos();
    }

    /// Returns the milliseconds since the last call, 0 while one runs.
    public synchronized long idleMillis() {
        return running.isEmpty() ? (clock.monotonicNanos() - lastUsedNanos) / NANOS_PER_MILLI : 0;
    }

    public synchronized boolean isClosed() {
        return isClosed;
    }

    /// Returns the prepared statements, waiting results and running calls.
    public synchronized int numStatements() {
        return prepared.size() + tickets.size() + running.size();
    }

    public synchronized List<RunningInfo> running() {
        List<RunningInfo> infos = new ArrayList<>();
        for (Running call : running.values()) {
            infos.add(new RunningInfo(call.text, call.startMicros));
        }
        return infos;
    }

    private void checkRoom(int numTaken) {
        if (isClosed) {
            throw closed();
        }
        if (numTaken >= limits.maxStatements()) {
            throw new SabotException(
                    ErrorCode.TOO_MANY,
                    "the session has "
                            + limits.maxStatements()
                            + " statements open, the most it may (--max-statements); close some");
        }
    }

    static SabotException closed() {
        return new SabotException(
                ErrorCode.CONNECTION_CLOSED, "the session has ended; connect again");
    }

    /// Notes that a call works for the session until the result is closed.
    ///
    /// **Errors**: TOO_MANY; CONNECTION_CLOSED.
    public Running start(String text) {
        return start(Handles.handle(), text);
    }

    private synchronized Running start(ByteString handle, String text) {
        // What is kept does not keep out the call that may close it.
        checkRoom(running.size());
        Running call = new Running(handle, text);
        running.put(handle, call);
        return call;
    }

    private void ended(Running call) {
        boolean mustClose;
        synchronized (this) {
            running.remove(call.handle, call);
            lastUsedNanos = clock.monotonicNanos();
            mustClose = isClosed && running.isEmpty() && !isEngineClosed;
            isEngineClosed |= mustClose;
        }
        if (mustClose) {
            session.close();
        }
    }

    /// Keeps a prepared statement.
    ///
    /// **Errors**: TOO_MANY; CONNECTION_CLOSED.
    public synchronized Prepared keep(String sql, PreparedStatement statement) {
        checkRoom(prepared.size() + tickets.size());
        Prepared kept = new Prepared(Handles.handle(), sql, statement);
        prepared.put(kept.handle(), kept);
        return kept;
    }

    /// Returns a prepared statement.
    ///
    /// **Errors**: UNKNOWN_OBJECT.
    public synchronized Prepared prepared(ByteString handle) {
        Prepared found = prepared.get(handle);
        if (found == null) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_OBJECT,
                    "there is no such prepared statement in this session; prepare it again");
        }
        return found;
    }

    /// Forgets a prepared statement, if there is one.
    public synchronized void closePrepared(ByteString handle) {
        prepared.remove(handle);
    }

    /// Keeps a result and returns the handle of its ticket.
    ///
    /// @param text the statement it is of
    ///
    /// **Errors**: TOO_MANY; CONNECTION_CLOSED. Then the result is discarded.
    public ByteString keep(PendingResult result, String text) {
        try {
            synchronized (this) {
                checkRoom(prepared.size() + tickets.size());
                ByteString handle = Handles.handle();
                tickets.put(handle, new Ticket(result, text, expiry()));
                return handle;
            }
        } catch (SabotException e) {
            result.discard();
            throw e;
        }
    }

    private long expiry() {
        return clock.monotonicNanos() + limits.ticketIdleMillis() * NANOS_PER_MILLI;
    }

    /// What a ticket stood for, and the call that fetches it.
    public record Fetched(PendingResult result, Running call) {}

    /// Takes what a ticket stands for; it is void from then on.
    ///
    /// **Errors**: UNKNOWN_OBJECT.
    public synchronized Fetched fetch(ByteString handle) {
        Ticket ticket = tickets.get(handle);
        if (ticket == null || ticket.result instanceof PendingResult.Described) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_OBJECT,
                    "there is no result for this ticket in this session: it was fetched, was"
                            + " cancelled or has expired; run the statement again");
        }
        Running call = start(handle, ticket.text);
        tickets.remove(handle);
        return new Fetched(ticket.result, call);
    }

    /// Returns a description that is being made, and lets it wait for its full time again.
    ///
    /// **Errors**: UNKNOWN_OBJECT.
    public synchronized PendingResult.Described described(ByteString handle) {
        Ticket ticket = tickets.get(handle);
        if (ticket == null || !(ticket.result instanceof PendingResult.Described described)) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_OBJECT,
                    "there is no statement to wait for under this descriptor in this session");
        }
        ticket.expiresNanos = expiry();
        return described;
    }

    /// Forgets a description that was made.
    public synchronized void forget(ByteString handle) {
        tickets.remove(handle);
    }

    /// Gives a ticket its full time to live again, from now; says whether there is such a ticket.
    public synchronized boolean renew(ByteString handle) {
        Ticket ticket = tickets.get(handle);
        if (ticket != null) {
            ticket.expiresNanos = expiry();
        }
        return ticket != null;
    }

    /// Ends what a ticket stands for; says whether there was anything to end.
    public boolean cancel(ByteString handle) {
        Ticket ticket;
        Running call;
        synchronized (this) {
            ticket = tickets.remove(handle);
            call = running.get(handle);
        }
        if (ticket != null) {
            ticket.result.discard();
        }
        if (call != null) {
            call.cancel();
        }
        return ticket != null || call != null;
    }

    /// Discards results that nobody fetched in time.
    void dropExpired() {
        List<PendingResult> expired = new ArrayList<>();
        synchronized (this) {
            long now = clock.monotonicNanos();
            tickets.values()
                    .removeIf(ticket -> {
                        boolean isExpired = ticket.expiresNanos - now < 0;
                        if (isExpired) {
                            expired.add(ticket.result);
                        }
                        return isExpired;
                    });
        }
        expired.forEach(PendingResult::discard);
    }

    /// Ends the session: cancels what runs, discards what waits. Running calls end by themselves;
    /// the last of them closes the engine's session.
    void close() {
        List<Running> calls;
        List<PendingResult> results = new ArrayList<>();
        boolean mustClose;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            calls = List.copyOf(running.values());
            tickets.values().forEach(ticket -> results.add(ticket.result));
            tickets.clear();
            prepared.clear();
            mustClose = calls.isEmpty();
            isEngineClosed = mustClose;
        }
        calls.forEach(Running::cancel);
        results.forEach(PendingResult::discard);
        if (mustClose) {
            session.close();
        }
    }
}
