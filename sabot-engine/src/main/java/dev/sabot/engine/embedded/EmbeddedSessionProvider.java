package dev.sabot.engine.embedded;

import dev.sabot.engine.Engine;
import dev.sabot.error.SabotException;
import dev.sabot.jdbc.session.Session;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionOption;
import dev.sabot.jdbc.session.SessionProvider;
import dev.sabot.jdbc.session.SessionTarget;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/// Opens sessions of engines in this process: a private one per connection, or one shared by name
/// until its last session closes.
public final class EmbeddedSessionProvider implements SessionProvider {
    private static final Map<String, Shared> SHARED = new HashMap<>();
    private static final List<String> APPLIED =
            List.of(
                    SessionOption.CATALOG,
                    SessionOption.SCHEMA,
                    SessionOption.TIMEZONE,
                    SessionOption.APPLICATION_NAME);

    private static final class Shared {
        private final Engine engine;
        private int sessions;
        private boolean isPinned;

        Shared(Engine engine) {
            this.engine = engine;
        }
    }

    @Override
    public boolean accepts(SessionTarget target) {
        return switch (target.kind()) {
            case PRIVATE_MEMORY, SHARED_MEMORY, DIRECTORY -> true;
            case REMOTE -> false;
        };
    }

    @Override
    public Session open(SessionTarget target, Properties properties) throws SessionException {
        try {
            Session session =
                    switch (target.kind()) {
                        case PRIVATE_MEMORY -> openPrivate();
                        case SHARED_MEMORY -> openShared(target.name(), properties);
                        case DIRECTORY ->
                                throw SessionException.unsupported(
                                        "a database in a directory ('"
                                                + target.name()
                                                + "') is not possible: managed tables live in"
                                                + " memory; use jdbc:sabot: or"
                                                + " jdbc:sabot:mem:NAME");
                        case REMOTE ->
                                throw new IllegalArgumentException("not embedded: " + target);
                    };
            applyOptions(session, properties);
            return session;
        } catch (SabotException e) {
            throw EmbeddedErrors.translate(e);
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new SessionException(
                    "08001",
                    "UNAVAILABLE",
                    "the engine cannot use off-heap memory; start the JVM with"
                            + " --add-opens=java.base/java.nio=ALL-UNNAMED (Java 25 or newer)",
                    e);
        }
    }

    /// Lets `jdbc:sabot:mem:NAME` find an engine that the caller opened; it is closed with the last
    /// connection.
    ///
    /// **Errors**: IllegalStateException when there is a database of that name.
    public static void share(String name, Engine engine) {
        synchronized (SHARED) {
            Shared known = SHARED.putIfAbsent(name.toLowerCase(Locale.ROOT), new Shared(engine));
            if (known != null) {
                throw new IllegalStateException("there is a database '" + name + "' already");
            }
        }
    }

    private static Session openPrivate() {
        Engine engine = Engine.open();
        return new EmbeddedSession(engine.openSession(), engine::close);
    }

    private static Session openShared(String name, Properties properties) {
        String key = name.toLowerCase(Locale.ROOT);
        synchronized (SHARED) {
            Shared shared = SHARED.computeIfAbsent(key, _ -> new Shared(Engine.open()));
            shared.sessions++;
            shared.isPinned |= Boolean.parseBoolean(properties.getProperty(SessionOption.PIN));
            return new EmbeddedSession(shared.engine.openSession(), () -> leave(key));
        }
    }

    private static void leave(String key) {
        synchronized (SHARED) {
            Shared shared = SHARED.get(key);
            if (shared != null && --shared.sessions == 0 && !shared.isPinned) {
                SHARED.remove(key);
                shared.engine.close();
            }
        }
    }

    private static void applyOptions(Session session, Properties properties)
            throws SessionException {
        // The others are the driver's, or mean something to servers only, which tools cannot know.
        for (String name : APPLIED) {
            String value = properties.getProperty(name);
            if (value != null) {
                session.setOption(name, value);
            }
        }
    }
}
