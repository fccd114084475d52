package dev.sabot.jdbc.url;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.remote.RemoteConnector;
import dev.sabot.jdbc.session.Session;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionProvider;
import dev.sabot.jdbc.session.SessionTarget;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Opens sessions: on a server by this driver itself, else by a provider found on the class path.
 */
public final class SessionOpener {
    private static final String JVM_NEEDS =
            "the engine needs Java 25 and the JVM option"
                    + " --add-opens=java.base/java.nio=ALL-UNNAMED";

    private SessionOpener() {}

    public static Session open(ConnectionUrl url) throws SQLException {
        SessionTarget target = url.target();
        Properties properties = new Properties();
        properties.putAll(url.properties());
        try {
            if (target.kind() == SessionTarget.Kind.REMOTE) {
                return RemoteConnector.open(target, properties);
            }
            SessionProvider provider = find(target);
            if (provider == null) {
                throw refused(target);
            }
            return provider.open(target, properties);
        } catch (SessionException e) {
            throw SqlErrors.of(e);
        } catch (ServiceConfigurationError | LinkageError e) {
            boolean isRemote = target.kind() == SessionTarget.Kind.REMOTE;
            throw SqlErrors.of(
                    "08001",
                    isRemote
                            ? "a library of the driver is missing: " + e.getMessage()
                            : "the engine cannot be loaded: " + e.getMessage() + "; " + JVM_NEEDS,
                    e);
        }
    }

    private static @Nullable SessionProvider find(SessionTarget target) {
        SessionProvider provider = find(target, SessionOpener.class.getClassLoader());
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (provider == null && context != null) {
            provider = find(target, context);
        }
        return provider;
    }

    private static @Nullable SessionProvider find(
            SessionTarget target, @Nullable ClassLoader loader) {
        Iterator<SessionProvider> providers =
                ServiceLoader.load(SessionProvider.class, loader).iterator();
        while (providers.hasNext()) {
            SessionProvider provider = providers.next();
            if (provider.accepts(target)) {
                return provider;
            }
        }
        return null;
    }

    private static SQLException refused(SessionTarget target) {
        switch (target.kind()) {
            case DIRECTORY:
                return SqlErrors.unsupported(
                        "a database in a directory is refused: managed tables are not durable yet:"
                                + " use jdbc:sabot: or jdbc:sabot:mem:NAME");
            default:
                return SqlErrors.of(
                        "08001",
                        "no engine on the class path: add dev.sabot:sabot-engine; " + JVM_NEEDS);
        }
    }
}
