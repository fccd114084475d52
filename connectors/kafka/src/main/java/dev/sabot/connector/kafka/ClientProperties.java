package dev.sabot.connector.kafka;

import dev.sabot.connector.Option;
import dev.sabot.type.TypeKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/// Lists the settings of Kafka's clients that SQL may give, as `properties.…`: none that names a
/// class, a file, a URL or a command, and none that could break what the connector promises.
final class ClientProperties {
    static final String PREFIX = "properties.";

    private static final Set<String> OF_ALL =
            Set.of(
                    "client.dns.lookup",
                    "client.id",
                    "connections.max.idle.ms",
                    "metadata.max.age.ms",
                    "metadata.recovery.strategy",
                    "receive.buffer.bytes",
                    "reconnect.backoff.max.ms",
                    "reconnect.backoff.ms",
                    "request.timeout.ms",
                    "retry.backoff.max.ms",
                    "retry.backoff.ms",
                    "sasl.mechanism",
                    "security.protocol",
                    "send.buffer.bytes",
                    "socket.connection.setup.timeout.max.ms",
                    "socket.connection.setup.timeout.ms",
                    "ssl.cipher.suites",
                    "ssl.enabled.protocols",
                    "ssl.protocol");
    private static final Set<String> OF_CONSUMERS =
            Set.of(
                    "check.crcs",
                    "client.rack",
                    "fetch.max.bytes",
                    "fetch.max.wait.ms",
                    "fetch.min.bytes",
                    "isolation.level",
                    "max.partition.fetch.bytes",
                    "max.poll.records");
    private static final Set<String> OF_PRODUCERS =
            Set.of(
                    "batch.size",
                    "buffer.memory",
                    "compression.gzip.level",
                    "compression.lz4.level",
                    "compression.type",
                    "compression.zstd.level",
                    "delivery.timeout.ms",
                    "linger.ms",
                    "max.block.ms",
                    "max.in.flight.requests.per.connection",
                    "max.request.size",
                    "partitioner.adaptive.partitioning.enable",
                    "partitioner.availability.timeout.ms",
                    "partitioner.ignore.keys");

    private ClientProperties() {}

    /// Declares the settings, those aside that the connector reads itself.
    static List<Option> options() {
        Set<String> names = new TreeSet<>(OF_ALL);
        names.addAll(OF_CONSUMERS);
        names.addAll(OF_PRODUCERS);
        List<Option> options = new ArrayList<>();
        for (String name : names) {
            options.add(
                    new Option(
                            PREFIX + name,
                            TypeKind.VARCHAR,
                            "Kafka's client setting " + name,
                            null));
        }
        return options;
    }

    private static Properties of(Map<String, String> given, Set<String> own) {
        Properties properties = new Properties();
        given.forEach((key, value) -> {
            String name = key.toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                String plain = name.substring(PREFIX.length());
                if (OF_ALL.contains(plain) || own.contains(plain)) {
                    properties.setProperty(plain, value);
                }
            }
        });
        properties.setProperty("bootstrap.servers", String.valueOf(KafkaOptions.SERVERS.in(given)));
        return properties;
    }

    /// Returns the settings of a consumer of one partition.
    static Properties ofConsumer(Map<String, String> given) {
        Properties properties = of(given, OF_CONSUMERS);
        // what a producer took back is no data
        properties.putIfAbsent("isolation.level", "read_committed");
        properties.putIfAbsent("max.partition.fetch.bytes", "4194304");
        properties.putIfAbsent("max.poll.records", "10000");
        properties.putIfAbsent("receive.buffer.bytes", "1048576");
        // positions are kept by the engine, and a lost one is an error, never another place
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "none");
        properties.setProperty("allow.auto.create.topics", "false");
        return properties;
    }

    /// Returns the settings of a producer.
    static Properties ofProducer(Map<String, String> given) {
        Properties properties = of(given, OF_PRODUCERS);
        properties.putIfAbsent("linger.ms", "5");
        properties.putIfAbsent("batch.size", "131072");
        return properties;
    }

    /// Returns the settings of an administrator.
    static Properties ofAdmin(Map<String, String> given, int timeoutMillis) {
        Properties properties = of(given, Set.of());
        properties.setProperty("request.timeout.ms", Integer.toString(timeoutMillis));
        properties.setProperty("default.api.timeout.ms", Integer.toString(timeoutMillis));
        return properties;
    }
}
