package dev.sabot.jdbc;

import dev.sabot.jdbc.session.Session;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionProvider;
import dev.sabot.jdbc.session.SessionTarget;

import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens sessions of the language described in {@link FixtureSession}. */
public final class FixtureProvider implements SessionProvider {
    static final AtomicInteger OPEN_SESSIONS = new AtomicInteger();

    @Override
    public boolean accepts(SessionTarget target) {
        return target.kind() == SessionTarget.Kind.PRIVATE_MEMORY
                || target.kind() == SessionTarget.Kind.SHARED_MEMORY;
    }

    @Override
    public Session open(SessionTarget target, Properties properties) throws SessionException {
        if (target.name().equals("unreachable")) {
            throw new SessionException("08001", "UNAVAILABLE", "nobody answers", null);
        }
        OPEN_SESSIONS.incrementAndGet();
        return new FixtureSession(target.name().equals("transactions"), properties);
    }
}
