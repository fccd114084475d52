package dev.sabot.engine;

import dev.sabot.engine.catalog.SystemTables;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.EngineClock;
import dev.sabot.sql.statement.Identifier;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Keeps the jobs of an engine, those that have ended included.
///
/// **Threads**: safe.
final class Jobs implements AutoCloseable {
    /// As many ended jobs are remembered.
    private static final int MAX_ENDED = 1_000;

    /// The columns of SHOW JOBS and of the system table.
    static final Schema COLUMNS =
            Schema.of(
                    Field.of("job_id", DataType.BIGINT),
                    Field.of("job_name", DataType.VARCHAR),
                    Field.of("state", DataType.VARCHAR),
                    Field.of("started", DataType.TIMESTAMP_TZ),
                    Field.of("ended", DataType.TIMESTAMP_TZ),
                    Field.of("rows_in", DataType.BIGINT),
                    Field.of("rows_out", DataType.BIGINT),
                    Field.of("late_rows", DataType.BIGINT),
                    Field.of("watermark", DataType.TIMESTAMP),
                    Field.of("lag_seconds", DataType.DOUBLE),
                    Field.of("error", DataType.VARCHAR),
                    Field.of("sql", DataType.VARCHAR));

    private final EngineClock clock;
    private final List<Job> jobs = new ArrayList<>();
    private long lastId;
    private boolean isClosed;

    Jobs(EngineClock clock) {
        this.clock = clock;
    }

    /// Claims the number of a job to be started.
    synchronized long claimId() {
        if (isClosed) {
            throw new SabotException(ErrorCode.SHUTTING_DOWN, "the engine is closing");
        }
        lastId++;
        return lastId;
    }

    /// Keeps a query that runs as a job.
    Job add(long id, String name, String sql, Query query) {
        Job job = new Job(id, name, sql, clock.nowMicros(), query);
        synchronized (this) {
            forgetOldest();
            jobs.add(job);
        }
        query.whenEnded(error -> {
            job.end(error, clock.nowMicros());
            query.close();
        });
        return job;
    }

    private void forgetOldest() {
        long numEnded = jobs.stream().filter(Job::isEnded).count();
        if (numEnded >= MAX_ENDED) {
            for (int index = 0; index < jobs.size(); index++) {
                if (jobs.get(index).isEnded()) {
                    jobs.remove(index);
                    return;
                }
            }
        }
    }

    private synchronized List<Job> all() {
        return List.copyOf(jobs);
    }

    /// Returns a job by number or, of several of one name the last, by name.
    ///
    /// **Errors**: UNKNOWN_OBJECT.
    Job named(Identifier wanted) {
        Job found = null;
        for (Job job : all()) {
            if (Long.toString(job.id()).equals(wanted.name())) {
                return job;
            }
            if (job.name().equalsIgnoreCase(wanted.name())) {
                found = job;
            }
        }
        if (found == null) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_OBJECT,
                    wanted.position(),
                    "there is no job '" + wanted + "'; SHOW JOBS lists them");
        }
        return found;
    }

    /// Returns the rows of SHOW JOBS.
    List<List<@Nullable Object>> rows() {
        return all().stream().map(this::row).toList();
    }

    /// Returns what DESCRIBE says of a job: a name and a value per row.
    List<List<@Nullable Object>> describe(Job job) {
        List<@Nullable Object> values = row(job);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int index = 0; index < values.size(); index++) {
            Object value = values.get(index);
            boolean isInstant = COLUMNS.type(index).equals(DataType.TIMESTAMP_TZ);
            boolean isTime = isInstant || COLUMNS.type(index).equals(DataType.TIMESTAMP);
            String text =
                    value == null
                            ? null
                            : isTime ? TimeText.of((Long) value, isInstant) : value.toString();
            rows.add(Arrays.asList(COLUMNS.field(index).name(), text));
        }
        return rows;
    }

    private List<@Nullable Object> row(Job job) {
        Query query = job.query();
        Long watermark = query.watermarkMicros();
        SabotException error = job.error();
        return Arrays.asList(
                job.id(),
                job.name(),
                job.state().name(),
                job.startedMicros(),
                job.endedMicros(),
                query.rowsRead(),
                query.rowsWritten(),
                query.lateRows(),
                watermark,
                watermark == null || job.isEnded()
                        ? null
                        : (clock.nowMicros() - watermark) / 1_000_000.0,
                error == null ? null : error.code() + ": " + error.getMessage(),
                job.sql());
    }

    /// Makes the jobs a system table.
    void register(String schema, SystemTables tables) {
        tables.add(schema, "jobs", COLUMNS, this::rows);
    }

    /// Ends all jobs and waits until they have.
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        List<Job> running = all();
        running.forEach(Job::cancel);
        try {
            for (Job job : running) {
                job.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
