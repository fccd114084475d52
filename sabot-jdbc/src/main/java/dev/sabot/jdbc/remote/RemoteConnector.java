package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.remote.CallErrors.CallException;
import dev.sabot.jdbc.session.Session;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionTarget;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Properties;

import javax.net.ssl.SSLException;

/** Opens sessions on servers. */
public final class RemoteConnector {
    private RemoteConnector() {}

    /**
     * Opens a session on the first of the target's servers that can be reached.
     *
     * @throws SessionException 08001 when none can be reached, 28000 when the credentials are
     *     refused, 22023 when a property has an unusable value
     */
    public static Session open(SessionTarget target, Properties properties)
            throws SessionException {
        RemoteOptions options = new RemoteOptions(properties);
        SessionException failure = null;
        for (String host : target.hosts()) {
            try {
                return open(ServerAddress.parse(host), options);
            } catch (SessionException e) {
                if (!e.sqlState().equals("08001")) {
                    throw e;
                }
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        if (failure == null) {
            throw new SessionException("22023", "INVALID_SETTING", "no server is named", null);
        }
        throw failure;
    }

    private static Session open(ServerAddress address, RemoteOptions options)
            throws SessionException {
        requireName(address);
        ServerChannel channel = new ServerChannel(address, options);
        RemoteSession session = new RemoteSession(channel);
        try {
            session.setOptions(
                    options.sessionOptions(), Deadline.after(options.connectTimeoutMillis()));
            return session;
        } catch (CallException e) {
            channel.close();
            throw e.isFromServer() ? e : unreachable(address, options, e);
        } catch (SessionException e) {
            session.close();
            throw e;
        }
    }

    // gRPC would ask, too, but prints a stack trace when there is no such name.
    private static void requireName(ServerAddress address) throws SessionException {
        try {
            InetAddress.getByName(address.host());
        } catch (UnknownHostException e) {
            throw new SessionException(
                    "08001",
                    "UNAVAILABLE",
                    "cannot connect to " + address + ": there is no host '" + address.host() + "'",
                    e);
        }
    }

    private static SessionException unreachable(
            ServerAddress address, RemoteOptions options, CallException failure) {
        String reason;
        switch (failure.status().getCode()) {
            case UNAVAILABLE:
            case INTERNAL:
            case UNKNOWN:
                reason = reason(address, options, failure);
                break;
            case DEADLINE_EXCEEDED:
                reason = "no answer within " + options.connectTimeoutMillis() + " ms";
                break;
            case UNIMPLEMENTED:
                reason = "it is no server of Sabot: " + failure.getMessage();
                break;
            default:
                return failure;
        }
        return new SessionException(
                "08001", "UNAVAILABLE", "cannot connect to " + address + ": " + reason, failure);
    }

    private static String reason(
            ServerAddress address, RemoteOptions options, CallException failure) {
        SSLException tls = find(failure, SSLException.class);
        if (options.isEncrypted() && tls != null) {
            String text = String.valueOf(tls.getMessage());
            return text.contains("plaintext") || text.contains("unrecognized SSL message")
                    ? "the server does not speak TLS: use tls=false, or turn it on there"
                    : "TLS fails: "
                            + text
                            + "; let the JVM trust the certificate (javax.net.ssl.trustStore), or"
                            + " for a test use tls=insecure";
        }
        if (!options.isEncrypted() && TlsSettings.speaksTls(address)) {
            return "the server speaks TLS only: use tls=true";
        }
        IOException network = find(failure, IOException.class);
        String text = network == null ? null : network.getMessage();
        return (text == null ? failure.getMessage() : text) + "; is a server running there?";
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            depth++;
        }
        return null;
    }
}
