package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.session.ExecuteOptions;
import dev.sabot.jdbc.session.Execution;
import dev.sabot.jdbc.session.PreparedHandle;
import dev.sabot.jdbc.session.Session;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionMetadata;
import dev.sabot.jdbc.session.SessionOption;
import dev.sabot.jdbc.wire.Commands;
import dev.sabot.jdbc.wire.FlightInfo;
import dev.sabot.jdbc.wire.PreparedReply;
import dev.sabot.jdbc.wire.ResultInfo;

import io.grpc.Metadata;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A session on a server.
 *
 * <p>The server knows it by a cookie, so that it outlives a lost connection as long as the server
 * keeps it.
 */
final class RemoteSession implements Session {
    private static final Metadata.Key<String> CAPABILITIES = CallErrors.key("sabot-capabilities");
    private static final Metadata.Key<String> TIMEOUT = CallErrors.key("sabot-timeout-millis");
    private static final Metadata.Key<String> BATCH_ROWS = CallErrors.key("sabot-batch-rows");

    /** The server ends a statement in time and says so; the call ends if it does not. */
    private static final long GRACE_MILLIS = 2_000;

    private static final long CLOSE_MILLIS = 2_000;
    private static final int INVALID_NAME = 1;

    /** The statements that change no option of the session; others may. */
    private static final Pattern KEEPS_OPTIONS =
            Pattern.compile(
                    "\\s*(SELECT|INSERT|UPDATE|DELETE|MERGE|CREATE|COPY|WITH|VALUES)\\b.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final ServerChannel channel;
    private final Set<RemoteExecution> running = ConcurrentHashMap.newKeySet();
    private final Set<ReplyStream> calls = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Map<String, String> knownOptions;
    private volatile boolean isClosed;

    RemoteSession(ServerChannel channel) {
        this.channel = channel;
    }

    ServerChannel channel() {
        return channel;
    }

    void checkOpen() throws SessionException {
        if (isClosed) {
            throw new SessionException(
                    "08003", "CONNECTION_CLOSED", "the session is closed; open another", null);
        }
    }

    /** Returns the headers of a call that runs a statement. */
    static Metadata headers(ExecuteOptions options) {
        Metadata headers = new Metadata();
        headers.put(CAPABILITIES, "inline-results");
        if (options.timeoutMillis() > 0) {
            headers.put(TIMEOUT, Long.toString(options.timeoutMillis()));
        }
        if (options.fetchRows() > 0) {
            headers.put(BATCH_ROWS, Integer.toString(options.fetchRows()));
        }
        return headers;
    }

    static Deadline deadline(ExecuteOptions options) {
        long millis = options.timeoutMillis();
        return Deadline.after(millis == 0 ? 0 : millis + GRACE_MILLIS);
    }

    @Override
    public Execution execute(String sql, ExecuteOptions options) throws SessionException {
        try {
            return run(Commands.statementQuery(sql), options, deadline(options));
        } finally {
            noteExecution(sql);
        }
    }

    /** Forgets the options of the session when a statement may have changed them. */
    void noteExecution(String sql) {
        if (!KEEPS_OPTIONS.matcher(sql).matches()) {
            knownOptions = null;
        }
    }

    /** Runs a command; what the server says decides whether there are rows. */
    RemoteExecution run(byte[] command, ExecuteOptions options, Deadline deadline)
            throws SessionException {
        FlightInfo info =
                FlightInfo.read(
                        call(
                                channel.start(
                                        ByteMarshaller.GET_FLIGHT_INFO,
                                        List.of(command),
                                        headers(options),
                                        deadline),
                                options));
        ResultInfo result = info.resultInfo();
        RemoteExecution execution =
                new RemoteExecution(channel, info, options, deadline, running::remove);
        if (execution.isQuery() && (result == null || !result.isComplete())) {
            execution.startFetching();
            running.add(execution);
        }
        return execution;
    }

    /** Waits for the only answer of a call that the options' signal can cancel. */
    byte[] call(ReplyStream call, ExecuteOptions options) throws SessionException {
        calls.add(call);
        options.cancelSignal().onCancel(call::cancel);
        try (call) {
            checkOpen();
            return call.single();
        } finally {
            calls.remove(call);
        }
    }

    @Override
    public PreparedHandle prepare(String sql) throws SessionException {
        checkOpen();
        return new RemotePrepared(
                this,
                sql,
                PreparedReply.read(channel.action(Commands.prepare(sql), Deadline.NONE)));
    }

    @Override
    public SessionMetadata metadata() {
        return new RemoteMetadata(this);
    }

    @Override
    public void cancel() {
        calls.forEach(ReplyStream::cancel);
        running.forEach(RemoteExecution::cancel);
    }

    @Override
    public boolean ping(int timeoutMillis) {
        if (isClosed) {
            return false;
        }
        try {
            channel.action(Commands.getSessionOptions(), Deadline.after(timeoutMillis));
            return true;
        } catch (SessionException e) {
            return false;
        }
    }

    @Override
    public void setNetworkTimeout(int millis) {
        channel.setNetworkTimeoutMillis(millis);
    }

    @Override
    public void setOption(String name, @Nullable String value) throws SessionException {
        checkOpen();
        switch (name) {
            case SessionOption.CATALOG:
            case SessionOption.SCHEMA:
            case SessionOption.TIMEZONE:
            case SessionOption.APPLICATION_NAME:
                setOptions(Map.of(name, value == null ? "" : value), Deadline.NONE);
                break;
            case SessionOption.READ_ONLY:
                if (Boolean.parseBoolean(value)) {
                    throw SessionException.unsupported("read-only sessions are not supported");
                }
                break;
            default:
                throw new SessionException(
                        "22023",
                        "INVALID_SETTING",
                        "there is no session option '" + name + "'",
                        null);
        }
    }

    /** Sets options by the names of {@link SessionOption}; opens the session if there is none. */
    void setOptions(Map<String, String> options, Deadline deadline) throws SessionException {
        Map<String, String> named = new java.util.LinkedHashMap<>();
        options.forEach((name, value) -> named.put(serverName(name), value));
        knownOptions = null;
        byte[] answer = channel.action(Commands.setSessionOptions(named), deadline);
        Map<String, Integer> refused = Commands.refusedOptions(answer);
        for (Map.Entry<String, String> option : options.entrySet()) {
            Integer reason = refused.get(serverName(option.getKey()));
            if (reason != null) {
                throw refused(option.getKey(), option.getValue(), reason);
            }
        }
    }

    private static String serverName(String name) {
        return name.equals(SessionOption.APPLICATION_NAME) ? "application_name" : name;
    }

    private static SessionException refused(String name, String value, int reason) {
        if (reason == INVALID_NAME) {
            return SessionException.unsupported("the server does not know the option " + name);
        }
        switch (name) {
            case SessionOption.SCHEMA:
                return new SessionException(
                        "3F000", "UNKNOWN_SCHEMA", "there is no schema '" + value + "'", null);
            case SessionOption.CATALOG:
                return new SessionException(
                        "42704", "UNKNOWN_OBJECT", "there is no catalog '" + value + "'", null);
            default:
                return new SessionException(
                        "22023",
                        "INVALID_SETTING",
                        "the option " + name + " cannot be '" + value + "'",
                        null);
        }
    }

    @Override
    public @Nullable String getOption(String name) throws SessionException {
        checkOpen();
        Map<String, String> options = knownOptions;
        if (options == null) {
            options = Commands.options(channel.action(Commands.getSessionOptions(), Deadline.NONE));
            knownOptions = options;
        }
        String value = options.get(serverName(name).toLowerCase(Locale.ROOT));
        return value == null || value.isEmpty() ? null : value;
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        cancel();
        try {
            channel.action(Commands.closeSession(), Deadline.after(CLOSE_MILLIS));
        } catch (SessionException e) {
            System.getLogger("dev.sabot.jdbc")
                    .log(System.Logger.Level.DEBUG, "the server did not hear the session end", e);
        } finally {
            channel.close();
        }
    }
}
