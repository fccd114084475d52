package dev.sabot.sqltest;

import dev.sabot.server.SabotServer;
import dev.sabot.server.ServerOptions;
import dev.sabot.server.session.Limits;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// A fresh database that a file runs on; closing it fails when a buffer was leaked.
interface TestDatabase extends AutoCloseable {
    /// The calls a server of one connection works on at once.
    int MAX_CALLS = 16;

    /// Returns the JDBC URL to connect by.
    String url();

    /// Returns the database when it is in this process, where streams can be steered, or null.
    @Nullable SltDatabase steered();

    @Override
    void close();

    /// Opens an empty database as the configuration says.
    ///
    /// @param dataFolder where the file may read and write
    static TestDatabase open(RunConfiguration configuration, Path dataFolder) {
        return switch (configuration.door()) {
            case EMBEDDED -> new Embedded(SltDatabase.open());
            case SERVER -> new Served(SabotServer.start(serverOptions(dataFolder)));
        };
    }

    private static ServerOptions serverOptions(Path dataFolder) {
        return new ServerOptions(
                new ServerOptions.Listen("127.0.0.1", 0, "127.0.0.1", -1, false),
                ServerOptions.Security.NONE,
                List.of(dataFolder, Path.of("").toAbsolutePath()),
                MAX_CALLS,
                Limits.DEFAULT);
    }

    /// A database in this process on a clock that stands still, closed with its last connection.
    record Embedded(SltDatabase database) implements TestDatabase {
        @Override
        public String url() {
            return database.url();
        }

        @Override
        public SltDatabase steered() {
            return database;
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
        public @Nullable SltDatabase steered() {
            return null;
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
