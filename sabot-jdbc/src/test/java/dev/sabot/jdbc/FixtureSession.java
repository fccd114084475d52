package dev.sabot.jdbc;

import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.ExecuteOptions;
import dev.sabot.jdbc.session.Execution;
import dev.sabot.jdbc.session.PreparedHandle;
import dev.sabot.jdbc.session.Session;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionMetadata;
import dev.sabot.jdbc.session.SessionOption;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.value.BlockBuilder;
import dev.sabot.jdbc.value.RowValue;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A session over hand-made blocks with a language of its own:
 *
 * <ul>
 *   <li>{@code numbers N}: N rows of BIGINT n, in blocks of the fetch size, 4 by default
 *   <li>{@code forever}: rows without end; {@code stuck}: a query whose first block never comes
 *   <li>{@code types}: the rows of {@link TypeMatrix}
 *   <li>{@code count N}: an update of N rows; {@code slow}: an update that never ends
 *   <li>{@code warn}: an update with two warnings
 *   <li>{@code fail SQLSTATE CODE LINE COLUMN}: an error
 *   <li>{@code say TEXT}: the rest of the statement as one VARCHAR
 *   <li>prepared {@code echo TYPE ?}: its parameter as one row; {@code insert ?}: as update count,
 *       refused below zero
 * </ul>
 */
final class FixtureSession implements Session {
    private final boolean hasTransactions;
    private final Map<String, String> options = new ConcurrentHashMap<>();
    private final Set<FixtureExecution> running = ConcurrentHashMap.newKeySet();
    final List<String> log = new ArrayList<>();
    private volatile boolean closed;

    FixtureSession(boolean hasTransactions, Properties properties) {
        this.hasTransactions = hasTransactions;
        for (String name : properties.stringPropertyNames()) {
            options.put(name, properties.getProperty(name));
        }
        options.putIfAbsent(SessionOption.TIMEZONE, "UTC");
        options.putIfAbsent(SessionOption.SCHEMA, "main");
    }

    private void requireOpen() throws SessionException {
        if (closed) {
            throw new SessionException("08003", "CONNECTION_CLOSED", "closed", null);
        }
    }

    @Override
    public Execution execute(String sql, ExecuteOptions options) throws SessionException {
        requireOpen();
        log.add(sql);
        String[] words = sql.split(" ");
        switch (words[0]) {
            case "numbers":
                return started(FixtureExecution.numbers(Long.parseLong(words[1]), options));
            case "forever":
                return started(FixtureExecution.numbers(Long.MAX_VALUE, options));
            case "stuck":
                return started(FixtureExecution.stuck(true, options));
            case "slow":
                return started(FixtureExecution.stuck(false, options));
            case "types":
                return rows(TypeMatrix.COLUMNS, TypeMatrix.block(), options);
            case "count":
                return started(FixtureExecution.update(Long.parseLong(words[1]), options));
            case "warn":
                return started(FixtureExecution.warning(options));
            case "say":
                ColumnDescriptor text = ColumnDescriptor.of("text", SqlType.VARCHAR);
                return rows(
                        List.of(text),
                        new BlockBuilder(List.of(text)).row(List.of(sql.substring(4))).build(),
                        options);
            case "fail":
                throw new SessionException(
                        words[1],
                        words[2],
                        "it failed",
                        Integer.parseInt(words[3]),
                        Integer.parseInt(words[4]),
                        null);
            default:
                throw new SessionException("42601", "SYNTAX", "no word " + words[0], 1, 1, null);
        }
    }

    private Execution rows(
            List<ColumnDescriptor> columns, ColumnBlock block, ExecuteOptions options) {
        return started(FixtureExecution.rows(columns, block, options));
    }

    private Execution started(FixtureExecution execution) {
        running.add(execution);
        return execution;
    }

    @Override
    public PreparedHandle prepare(String sql) throws SessionException {
        requireOpen();
        String[] words = sql.split(" ");
        switch (words[0]) {
            case "echo":
                ColumnDescriptor type = TypeMatrix.descriptor(words[1]);
                return new Handle(
                        true,
                        List.of(type),
                        (values, options) ->
                                rows(
                                        List.of(type),
                                        new BlockBuilder(List.of(type))
                                                .row(plainRow(type, values.get(0)))
                                                .build(),
                                        options));
            case "insert":
                return new Handle(
                        false,
                        List.of(ColumnDescriptor.of("n", SqlType.BIGINT)),
                        (values, options) -> {
                            Object value = values.get(0);
                            if (value == null || (Long) value < 0) {
                                throw new SessionException(
                                        "23502", "NOT_NULL_VIOLATION", "refused", null);
                            }
                            return started(FixtureExecution.update((Long) value, options));
                        });
            default:
                throw new SessionException("42601", "SYNTAX", "no word " + words[0], 1, 1, null);
        }
    }

    // The contract gives rows as arrays; the block is built from RowValue.
    private static List<@Nullable Object> plainRow(ColumnDescriptor type, @Nullable Object value) {
        return Arrays.asList(
                value instanceof Object[]
                        ? new RowValue(type, Arrays.asList((Object[]) value))
                        : value);
    }

    @Override
    public SessionMetadata metadata() {
        return new FixtureMetadata();
    }

    @Override
    public boolean supportsTransactions() {
        return hasTransactions;
    }

    @Override
    public int transactionIsolation() {
        return hasTransactions ? Connection.TRANSACTION_SERIALIZABLE : Connection.TRANSACTION_NONE;
    }

    @Override
    public void begin() {
        log.add("BEGIN");
    }

    @Override
    public void commit() {
        log.add("COMMIT");
    }

    @Override
    public void rollback() {
        log.add("ROLLBACK");
    }

    @Override
    public void cancel() {
        running.forEach(FixtureExecution::cancel);
    }

    @Override
    public boolean ping(int timeoutMillis) {
        return !closed;
    }

    @Override
    public void setOption(String name, @Nullable String value) throws SessionException {
        requireOpen();
        if (name.equals(SessionOption.READ_ONLY) && !hasTransactions) {
            throw SessionException.unsupported("read-only is not enforced");
        }
        if (value == null) {
            options.remove(name);
        } else {
            options.put(name, value);
        }
    }

    @Override
    public @Nullable String getOption(String name) throws SessionException {
        requireOpen();
        return options.get(name);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            cancel();
            FixtureProvider.OPEN_SESSIONS.decrementAndGet();
        }
    }

    private interface Runner {
        Execution run(List<@Nullable Object> values, ExecuteOptions options)
                throws SessionException;
    }

    private static final class Handle implements PreparedHandle {
        private final boolean isQuery;
        private final List<ColumnDescriptor> parameters;
        private final Runner runner;

        Handle(boolean isQuery, List<ColumnDescriptor> parameters, Runner runner) {
            this.isQuery = isQuery;
            this.parameters = parameters;
            this.runner = runner;
        }

        @Override
        public List<ColumnDescriptor> parameters() {
            return parameters;
        }

        @Override
        public List<ColumnDescriptor> columns() {
            return isQuery ? parameters : List.of();
        }

        @Override
        public boolean isQuery() {
            return isQuery;
        }

        @Override
        public Execution execute(List<@Nullable Object> values, ExecuteOptions options)
                throws SessionException {
            return runner.run(values, options);
        }

        @Override
        public void close() {}
    }
}
