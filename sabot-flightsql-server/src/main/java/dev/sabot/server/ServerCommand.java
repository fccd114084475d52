package dev.sabot.server;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.server.session.Limits;
import dev.sabot.server.session.PasswordFile;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// The options of `sabot server`, with their help, and what it does with them.
@Command(
        name = "sabot server",
        sortOptions = false,
        usageHelpAutoWidth = false,
        customSynopsis = "sabot server [OPTIONS]",
        description = {
            "%nServes SQL over Arrow Flight SQL: for jdbc:sabot://HOST:PORT, the Arrow Flight SQL"
                    + " JDBC driver, ADBC and others.%n",
            "It prints one line once it takes calls, and stops when it gets SIGTERM or SIGINT:"
                    + " then it takes no more calls and gives those that run a few seconds."
        },
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  1:it could not start",
            "  2:the command line is wrong",
            "130:interrupted with Ctrl-C",
            "143:stopped by SIGTERM"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sabot server",
            "  sabot server --files /data/lake",
            "  sabot server --hash-password ada >> users",
            "  sabot server --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem"
                    + " --password-file users"
        })
final class ServerCommand implements Callable<Integer> {
    private static final long MILLIS_PER_SECOND = 1_000L;

    private final PrintStream out;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description =
                    "The address to listen on. Default: 127.0.0.1. Any but a loopback"
                            + " address needs --password-file and TLS, or --insecure.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port of Flight SQL; 0 takes any. Default: 32010.")
    private int port = ServerOptions.DEFAULT_PORT;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description =
                    "The port of /health and /metrics, without TLS and login; 0 takes"
                            + " any, -1 none. Default: 32080.")
    private int httpPort = ServerOptions.DEFAULT_HTTP_PORT;

    @Option(
            names = "--http-host",
            paramLabel = "HOST",
            description = "The address of --http-port. Default: 127.0.0.1.")
    private String httpHost = "127.0.0.1";

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "The certificate and its chain, in PEM.")
    private @Nullable Path tlsCertificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The private key of the certificate, in PEM (PKCS #8, not encrypted).")
    private @Nullable Path tlsKey;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "The users, a line each, as --hash-password prints them. Callers"
                            + " then log in with name and password. Default: nobody logs in.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--hash-password",
            paramLabel = "USER",
            description =
                    "Read a password from the standard input, print the user's line"
                            + " for --password-file, and leave.")
    private @Nullable String hashPassword;

    @Option(
            names = "--insecure",
            description = "Listen on other than loopback addresses without TLS or users.")
    private boolean isInsecure;

    @Option(
            names = "--files",
            paramLabel = "FOLDER",
            description =
                    "Let statements read and write files in this folder. May be"
                            + " repeated. Default: no files.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--max-sessions",
            paramLabel = "N",
            description = "The most sessions. Default: 256.")
    private int maxSessions = Limits.DEFAULT.maxSessions();

    @Option(
            names = "--max-statements",
            paramLabel = "N",
            description =
                    "The most statements of a session: prepared, running, or with a"
                            + " result to fetch. Default: 1000.")
    private int maxStatements = Limits.DEFAULT.maxStatements();

    @Option(
            names = "--max-calls",
            paramLabel = "N",
            description = "The most calls worked on at once. Default: 256.")
    private int maxCalls = ServerOptions.DEFAULT_MAX_CALLS;

    @Option(
            names = "--memory-per-query",
            paramLabel = "BYTES",
            description = "The most memory one statement may use. Default: 60 %% of the machine's.")
    private long queryBytes = Limits.DEFAULT.queryBytes();

    @Option(
            names = "--session-timeout",
            paramLabel = "SECONDS",
            description = "How long a session lives without a call. Default: 1800.")
    private long sessionSeconds = Limits.DEFAULT.sessionIdleMillis() / MILLIS_PER_SECOND;

    @Option(
            names = "--result-timeout",
            paramLabel = "SECONDS",
            description = "How long a result waits to be fetched. Default: 300.")
    private long resultSeconds = Limits.DEFAULT.ticketIdleMillis() / MILLIS_PER_SECOND;

    ServerCommand(PrintStream out) {
        this.out = out;
    }

    private static long positive(String option, long value) {
        if (value < 1) {
            throw new SabotException(
                    ErrorCode.INVALID_SETTING, option + " takes a number from 1 on, not " + value);
        }
        return value;
    }

    private ServerOptions options() {
        positive("--max-sessions", maxSessions);
        positive("--max-statements", maxStatements);
        positive("--max-calls", maxCalls);
        positive("--memory-per-query", queryBytes);
        positive("--session-timeout", sessionSeconds);
        positive("--result-timeout", resultSeconds);
        return new ServerOptions(
                new ServerOptions.Listen(host, port, httpHost, httpPort, isInsecure),
                new ServerOptions.Security(tlsCertificate, tlsKey, passwordFile),
                files,
                maxCalls,
                new Limits(
                        maxSessions,
                        maxStatements,
                        queryBytes,
                        sessionSeconds * MILLIS_PER_SECOND,
                        resultSeconds * MILLIS_PER_SECOND));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (hashPassword != null) {
            out.println(PasswordFile.line(hashPassword, readPassword()));
            return 0;
        }
        CountDownLatch isStopped = new CountDownLatch(1);
        SabotServer server = SabotServer.start(options());
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    server.close();
                                    isStopped.countDown();
                                },
                                "sabot-stop"));
        out.println(ready(server));
        out.flush();
        isStopped.await();
        return 0;
    }

    private static String ready(SabotServer server) {
        String http =
                server.httpPort() < 0
                        ? ""
                        : ", http://"
                                + server.options().listen().httpHost()
                                + ":"
                                + server.httpPort();
        return "ready: "
                + (server.options().security().hasTls() ? "grpc+tls://" : "grpc://")
                + server.options().listen().host()
                + ":"
                + server.port()
                + http;
    }

    private static char[] readPassword() {
        try {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line = reader.readLine();
            if (line == null || line.isEmpty()) {
                throw new SabotException(
                        ErrorCode.INVALID_ARGUMENT,
                        "there is no password on the standard input; write it into a pipe");
            }
            return line.toCharArray();
        } catch (IOException e) {
            throw new SabotException(
                    ErrorCode.FILE_IO, "the standard input cannot be read: " + e.getMessage(), e);
        }
    }
}
