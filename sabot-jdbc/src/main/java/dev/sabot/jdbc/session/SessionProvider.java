package dev.sabot.jdbc.session;

import java.util.Properties;

/**
 * Opens sessions for one family of targets; implementations are registered as a service in {@code
 * META-INF/services/dev.sabot.jdbc.session.SessionProvider} and have a public constructor without
 * arguments.
 *
 * <p><b>Threads:</b> called from any thread, several at once.
 */
public interface SessionProvider {
    /** Returns whether {@link #open} can serve this target. */
    boolean accepts(SessionTarget target);

    /**
     * Opens a session.
     *
     * <p>The properties are a private copy with the names of {@link SessionOption}; every name has
     * been checked, and what the URL says has been merged in. The provider applies {@code catalog},
     * {@code schema}, {@code timezone} and {@code applicationName}; {@code pin} keeps a shared
     * in-memory database after its last session has closed.
     *
     * @throws SessionException with SQLSTATE class 08 when the target cannot be reached, 28 when
     *     the
     *     credentials are refused, 22023 when a property has an unusable value
     */
    Session open(SessionTarget target, Properties properties) throws SessionException;
}
