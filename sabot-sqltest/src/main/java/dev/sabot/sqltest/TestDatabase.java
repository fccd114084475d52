package dev.sabot.sqltest;

import dev.sabot.server.SabotServer;
import dev.sabot.server.ServerOptions;

/// A fresh database that a file runs on; closing it fails when a buffer was leaked.
interface TestDatabase extends AutoCloseable {
    /// Returns the JDBC URL to connect by.
    String url();

    @Override
    void close();

    /// Opens an empty database as the configuration says.
    static TestDatabase open(RunConfiguration configuration) {
        return switch (configuration.door()) {
            case EMBEDDED -> new Embedded();
            case SERVER -> new Served(SabotServer.start(ServerOptions.local()));
        };
    }

    /// A database of its connection, which closes it.
    record Embedded() implements TestDatabase {
        @Override
        public String url() {
            return "jdbc:sabot:";
        }

        @Override
        public void close() {}
    }

    /// A database behind a server in this process.
    record Served(SabotServer server) implements TestDatabase {
        @Override
        public String url() {
            return "jdbc:sabot://127.0.0.1:" + server.port();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
