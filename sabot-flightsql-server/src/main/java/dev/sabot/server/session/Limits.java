package dev.sabot.server.session;

/// What clients together and each of them may take.
///
/// @param maxSessions sessions open at once
/// @param maxStatements prepared, waiting and running statements of one session
/// @param queryBytes memory one statement may use
/// @param sessionIdleMillis how long a session lives without a call
/// @param ticketIdleMillis how long a result waits to be fetched
public record Limits(
        int maxSessions,
        int maxStatements,
        long queryBytes,
        long sessionIdleMillis,
        long ticketIdleMillis) {
    private static final long MINUTE_MILLIS = 60_000L;

    /// What a server allows unless told otherwise.
    public static final Limits DEFAULT =
            new Limits(256, 1_000, Long.MAX_VALUE, 30 * MINUTE_MILLIS, 5 * MINUTE_MILLIS);
}
