package dev.sabot.server;

import dev.sabot.engine.Engine;
import dev.sabot.server.session.ClientSession;
import dev.sabot.server.session.SessionRegistry;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Shows who is connected and what runs, as `system.sessions` and `system.queries`.
final class ActivityTables {
    private ActivityTables() {}

    private static Field column(String name, DataType type) {
        return new Field(name, type, false);
    }

    static void register(Engine engine, SessionRegistry sessions) {
        engine.addSystemTable(
                "sessions",
                Schema.of(
                        column("session_number", DataType.BIGINT),
                        column("user_name", DataType.VARCHAR),
                        column("application_name", DataType.VARCHAR),
                        column("opened_at", DataType.TIMESTAMP_TZ),
                        column("idle_millis", DataType.BIGINT),
                        column("open_statements", DataType.BIGINT)),
                () -> sessionRows(sessions));
        engine.addSystemTable(
                "queries",
                Schema.of(
                        column("session_number", DataType.BIGINT),
                        column("user_name", DataType.VARCHAR),
                        column("query", DataType.VARCHAR),
                        column("started_at", DataType.TIMESTAMP_TZ)),
                () -> queryRows(sessions));
    }

    private static List<List<@Nullable Object>> sessionRows(SessionRegistry sessions) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (ClientSession session : sessions.sessions()) {
            rows.add(
                    Arrays.asList(
                            session.number(),
                            session.user(),
                            session.applicationName(),
                            session.openedMicros(),
                            session.idleMillis(),
                            (long) session.numStatements()));
        }
        return rows;
    }

    private static List<List<@Nullable Object>> queryRows(SessionRegistry sessions) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (ClientSession session : sessions.sessions()) {
            for (ClientSession.RunningInfo running : session.running()) {
                rows.add(
                        Arrays.asList(
                                session.number(),
                                session.user(),
                                running.text(),
                                running.startMicros()));
            }
        }
        return rows;
    }
}
