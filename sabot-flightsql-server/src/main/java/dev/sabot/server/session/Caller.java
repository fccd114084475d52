package dev.sabot.server.session;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.jspecify.annotations.Nullable;

/// Who makes a call, and the session it belongs to.
///
/// **Threads**: safe.
public final class Caller {
    private final SessionRegistry registry;
    private final String user;
    private final @Nullable String cookie;
    private final SessionOwner owner;
    private @Nullable String newCookie;

    /// @param cookie the session the client names, or null
    /// @param owner the login or connection whose session is meant otherwise
    Caller(SessionRegistry registry, String user, @Nullable String cookie, SessionOwner owner) {
        this.registry = registry;
        this.user = user;
        this.cookie = cookie;
        this.owner = owner;
    }

    public String user() {
        return user;
    }

    /// Returns the session, opened if need be.
    ///
    /// **Errors**: CONNECTION_CLOSED when the session has ended; TOO_MANY.
    public synchronized ClientSession session() {
        if (cookie != null) {
            return registry.byCookie(cookie, user);
        }
        ClientSession session = registry.open(owner, user);
        newCookie = session.id();
        return session;
    }

    /// Returns the session there is.
    ///
    /// **Errors**: AUTH_FAILED when there is none; CONNECTION_CLOSED when it has ended.
    public ClientSession presentSession() {
        ClientSession session =
                cookie != null ? registry.byCookie(cookie, user) : registry.present(owner);
        if (session == null) {
            throw new SabotException(
                    ErrorCode.AUTH_FAILED,
                    "there is no session yet; the first statement or SetSessionOptions opens one");
        }
        return session;
    }

    /// Ends the session.
    ///
    /// **Errors**: as [#presentSession()].
    public void closeSession() {
        registry.close(presentSession());
        registry.forget(owner);
    }

    /// Returns the cookie to be set, or null.
    public synchronized @Nullable String newCookie() {
        return newCookie;
    }
}
