package dev.sabot.engine;

import dev.sabot.engine.catalog.Catalog;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.StatementContext;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;

/// The values one session has given its settings.
///
/// **Threads**: safe.
public final class SessionSettings {
    private final Map<Setting, String> values = new EnumMap<>(Setting.class);
    private final String user;
    private final long maxMemoryBytes;

    /// Makes settings with their initial values.
    ///
    /// @param maxMemoryBytes the most that `memory_limit` can be set to
    SessionSettings(String user, long maxMemoryBytes) {
        this.user = user;
        this.maxMemoryBytes = maxMemoryBytes;
    }

    /// Returns the value in force.
    public synchronized String get(Setting setting) {
        String value = values.get(setting);
        if (value != null) {
            return value;
        }
        String initial = setting.initialValue();
        return setting == Setting.MEMORY_LIMIT
                ? Long.toString(Math.min(Long.parseLong(initial), maxMemoryBytes))
                : initial;
    }

    /// Gives a setting a value.
    ///
    /// **Errors**: INVALID_SETTING.
    public synchronized void set(Setting setting, String value) {
        String normal = setting.normalize(value);
        if (setting == Setting.MEMORY_LIMIT && Long.parseLong(normal) > maxMemoryBytes) {
            throw new SabotException(
                    ErrorCode.INVALID_SETTING,
                    "a statement may use at most " + maxMemoryBytes + " bytes here; set less");
        }
        values.put(setting, normal);
    }

    /// Returns the name of who opened the session.
    public String user() {
        return user;
    }

    /// Gives a setting its initial value again.
    public synchronized void reset(Setting setting) {
        values.remove(setting);
    }

    public int threads() {
        return Integer.parseInt(get(Setting.THREADS));
    }

    public boolean isOn(Setting setting) {
        return Boolean.parseBoolean(get(setting));
    }

    /// Returns the value of a setting, or one of the names by which a session is known.
    private @Nullable String lookup(String name, String schema) {
        switch (name) {
            case "current_schema" -> {
                return schema;
            }
            case "current_catalog", "current_database" -> {
                return Catalog.NAME;
            }
            case "current_user" -> {
                return user;
            }
            default -> {}
        }
        for (Setting setting : Setting.values()) {
            if (setting.key().equals(name)) {
                return get(setting);
            }
        }
        return null;
    }

    /// Returns what the execution of one statement needs of the settings.
    ///
    /// @param schema the session's current schema
    /// @param letters keeps the dead letters of all statements
    /// @param job the name of the job the statement is, or null
    StatementContext.Settings forStatement(
            String schema, DeadLetterStore letters, @Nullable String job) {
        return new StatementContext.Settings(
                threads(),
                Integer.parseInt(get(Setting.BATCH_ROWS)),
                Long.parseLong(get(Setting.MEMORY_LIMIT)),
                ZoneId.of(get(Setting.TIME_ZONE)),
                isOn(Setting.SCALAR_KERNELS),
                name -> lookup(name, schema),
                letters.collector(
                        job,
                        Long.parseLong(get(Setting.DEAD_LETTER_ROWS)),
                        Long.parseLong(get(Setting.DEAD_LETTER_BYTES))));
    }
}
