package dev.sabot.server.session;

import org.jspecify.annotations.Nullable;

/// A login or a connection: what finds a session when the client sends no cookie.
///
/// **Threads**: guarded by the registry.
public final class SessionOwner {
    private final Kind kind;
    private final String user;
    private long lastUsedNanos;
    private @Nullable ClientSession session;

    /// What the owner is.
    enum Kind {
        LOGIN,
        CONNECTION
    }

    SessionOwner(Kind kind, String user, long nowNanos) {
        this.kind = kind;
        this.user = user;
        this.lastUsedNanos = nowNanos;
    }

    Kind kind() {
        return kind;
    }

    String user() {
        return user;
    }

    @Nullable ClientSession session() {
        return session;
    }

    void own(@Nullable ClientSession opened) {
        session = opened;
    }

    long lastUsedNanos() {
        return lastUsedNanos;
    }

    void touch(long nowNanos) {
        lastUsedNanos = nowNanos;
    }
}
