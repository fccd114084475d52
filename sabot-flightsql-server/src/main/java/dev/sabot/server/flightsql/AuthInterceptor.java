package dev.sabot.server.flightsql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.server.session.Caller;
import dev.sabot.server.session.SessionOwner;
import dev.sabot.server.session.SessionRegistry;
import dev.sabot.server.session.Users;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.Locale;

/// Finds out who makes a call: a name and password, a token of a login, or nobody where nobody has
/// to log in. Hands tokens and cookies out with the response headers.
final class AuthInterceptor implements ServerInterceptor {
    /// Who makes the present call, and with which headers.
    static final Context.Key<CallHeaders> CALL = Context.key("sabot-call");

    private static final Attributes.Key<SessionOwner> CONNECTION =
            Attributes.Key.create("sabot-connection");
    private static final Metadata.Key<String> AUTHORIZATION = key("authorization");
    private static final Metadata.Key<String> COOKIE = key("cookie");
    private static final Metadata.Key<String> SET_COOKIE = key("set-cookie");
    private static final String SESSION_COOKIE = "arrow_flight_session_id";
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    private final SessionRegistry registry;
    private final Users users;
    private final CallErrors errors;

    AuthInterceptor(SessionRegistry registry, Users users, CallErrors errors) {
        this.registry = registry;
        this.users = users;
        this.errors = errors;
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /// Tells the registry when connections come and go.
    static ServerTransportFilter connections(SessionRegistry registry) {
        return new ServerTransportFilter() {
            @Override
            public Attributes transportReady(Attributes attributes) {
                return attributes.toBuilder().set(CONNECTION, registry.connected()).build();
            }

            @Override
            public void transportTerminated(Attributes attributes) {
                SessionOwner connection = attributes == null ? null : attributes.get(CONNECTION);
                if (connection != null) {
                    registry.disconnected(connection);
                }
            }
        };
    }

    /// Who a call comes from: the login of its token, and the token of a login just made.
    private record Login(String user, @Nullable SessionOwner owner, @Nullable String newToken) {}

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Login login;
        SessionOwner connection = call.getAttributes().get(CONNECTION);
        if (connection == null) {
            throw new IllegalStateException("a call without a connection");
        }
        try {
            login = login(headers.get(AUTHORIZATION));
        } catch (SabotException e) {
            StatusRuntimeException status = errors.toStatus(e);
            Metadata trailers = status.getTrailers();
            call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
            return new ServerCall.Listener<>() {};
        }
        Caller caller =
                registry.caller(login.user(), sessionCookie(headers), login.owner(), connection);
        Context context = Context.current().withValue(CALL, new CallHeaders(caller, headers));
        return Contexts.interceptCall(
                context, new HeaderCall<>(call, caller, login.newToken()), headers, next);
    }

    private Login login(@Nullable String authorization) {
        String value = authorization == null ? "" : authorization.strip();
        String scheme = value.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BASIC)) {
            String user = basic(value.substring(BASIC.length()).strip());
            String token = registry.login(user);
            return new Login(user, registry.login(token, true), token);
        }
        if (scheme.startsWith(BEARER)) {
            SessionOwner owner = registry.login(value.substring(BEARER.length()).strip(), true);
            if (owner != null) {
                return new Login(SessionRegistry.user(owner), owner, null);
            }
            throw new SabotException(
                    ErrorCode.AUTH_FAILED, "the token is unknown or has expired; log in again");
        }
        if (users.areRequired()) {
            throw new SabotException(
                    ErrorCode.AUTH_FAILED, "this server needs a user name and a password");
        }
        return new Login(Users.ANONYMOUS, null, null);
    }

    private String basic(String encoded) {
        String text;
        try {
            text = new String(Base64.getDecoder().decode(encoded), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new SabotException(
                    ErrorCode.AUTH_FAILED, "the header 'authorization' is not in Base64", e);
        }
        int colon = text.indexOf(':');
        String user = colon < 0 ? text : text.substring(0, colon);
        if (!users.accepts(user, colon < 0 ? "" : text.substring(colon + 1))) {
            throw new SabotException(ErrorCode.AUTH_FAILED, "wrong user name or password");
        }
        return users.areRequired() ? user : Users.ANONYMOUS;
    }

    private static @Nullable String sessionCookie(Metadata headers) {
        Iterable<String> values = headers.getAll(COOKIE);
        if (values == null) {
            return null;
        }
        for (String value : values) {
            for (String cookie : value.split(";", -1)) {
                int equals = cookie.indexOf('=');
                if (equals > 0 && cookie.substring(0, equals).strip().equals(SESSION_COOKIE)) {
                    return cookie.substring(equals + 1).strip();
                }
            }
        }
        return null;
    }

    /// Adds token and cookie to the headers of the response, or to the trailers where there are no
    /// headers.
    private static final class HeaderCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final Caller caller;
        private final @Nullable String newToken;
        private boolean hasSent;

        HeaderCall(ServerCall<Q, R> call, Caller caller, @Nullable String newToken) {
            super(call);
            this.caller = caller;
            this.newToken = newToken;
        }

        private void add(Metadata headers) {
            hasSent = true;
            if (newToken != null) {
                headers.put(AUTHORIZATION, "Bearer " + newToken);
            }
            String cookie = caller.newCookie();
            if (cookie != null) {
                headers.put(SET_COOKIE, SESSION_COOKIE + "=" + cookie);
            }
        }

        @Override
        public void sendHeaders(Metadata headers) {
            add(headers);
            super.sendHeaders(headers);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!hasSent) {
                add(trailers);
            }
            super.close(status, trailers);
        }
    }
}
