package dev.sabot.connector.kafka;

import org.apache.kafka.common.Uuid;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A real broker in a process of its own: one node of KRaft on the loopback interface.
final class Broker implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;

    Broker(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        int controllerPort;
        try (ServerSocket first = free();
                ServerSocket second = free()) {
            port = first.getLocalPort();
            controllerPort = second.getLocalPort();
        }
        Files.writeString(
                folder.resolve("server.properties"),
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                group.initial.rebalance.delay.ms=0
                broker.session.timeout.ms=4000
                broker.heartbeat.interval.ms=500
                """
                        .formatted(port, controllerPort, folder.resolve("logs")));
        Files.writeString(
                folder.resolve("log4j2.properties"),
                """
                status=warn
                appender.c.type=Console
                appender.c.name=c
                appender.c.layout.type=PatternLayout
                appender.c.layout.pattern=%d %p %c{1} %m%n
                rootLogger.level=warn
                rootLogger.appenderRef.c.ref=c
                """);
        format();
        process = start();
        awaitListening();
    }

    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private void format() throws IOException {
        try (PrintStream out =
                new PrintStream(
                        Files.newOutputStream(folder.resolve("format.log")),
                        true,
                        StandardCharsets.UTF_8)) {
            String[] arguments = {
                "format",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                folder.resolve("server.properties").toString()
            };
            kafka.tools.StorageTool.execute(arguments, out);
        }
    }

    private Process start() throws IOException {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx1g",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"),
                                "-cp",
                                classPath,
                                "kafka.Kafka",
                                folder.resolve("server.properties").toString()))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("broker.log").toFile()))
                .start();
    }

    private void awaitListening() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 600; attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                return;
            } catch (IOException _) {
                if (!process.isAlive()) {
                    break;
                }
                Thread.sleep(50);
            }
        }
        throw new IOException(
                "the broker did not start:\n" + Files.readString(folder.resolve("broker.log")));
    }

    String servers() {
        return "127.0.0.1:" + port;
    }

    /// Ends the process as a crash would.
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /// Starts it again with its data.
    void restart() throws IOException, InterruptedException {
        process = start();
        awaitListening();
    }

    @Override
    public void close() {
        kill();
    }
}
