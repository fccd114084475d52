package dev.sabot.sqltest;

import dev.sabot.connector.StreamControl;
import dev.sabot.engine.Engine;
import dev.sabot.engine.Session;
import dev.sabot.engine.embedded.EmbeddedSessionProvider;
import dev.sabot.exec.pipeline.ManualClock;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A fresh database in this process, on a clock that stands still.
final class SltDatabase {
    private static final AtomicLong COUNTER = new AtomicLong();

    private final String name;
    private final Engine engine;
    private final ManualClock clock;

    private SltDatabase(String name, Engine engine, ManualClock clock) {
        this.name = name;
        this.engine = engine;
        this.clock = clock;
    }

    static SltDatabase open() {
        Instant now = Instant.now();
        long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
        ManualClock clock = new ManualClock(micros);
        Engine engine = Engine.open(clock);
        String name = "slt-" + COUNTER.incrementAndGet();
        EmbeddedSessionProvider.share(name, engine);
        return new SltDatabase(name, engine, clock);
    }

    /// Returns a connection of its own session; the last to be closed closes the database.
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    String url() {
        return "jdbc:sabot:mem:" + name;
    }

    Engine engine() {
        return engine;
    }

    ManualClock clock() {
        return clock;
    }

    /// Returns what steers an unbounded table.
    StreamControl control(String table) {
        try (Session session = engine.openSession()) {
            return session.streamControl(table);
        }
    }
}
