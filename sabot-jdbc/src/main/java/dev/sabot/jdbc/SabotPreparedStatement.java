package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.PreparedHandle;
import dev.sabot.jdbc.session.SessionBatchException;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.value.ParameterConverter;

import org.jspecify.annotations.Nullable;

import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.List;

/**
 * A statement planned once, with parameters. Values are converted and checked when they are set.
 */
public final class SabotPreparedStatement extends ParameterSetters {
    private final PreparedHandle handle;
    private final @Nullable Object[] values;
    private final boolean[] isSet;
    private final List<List<@Nullable Object>> batch = new ArrayList<>();

    SabotPreparedStatement(SabotConnection connection, PreparedHandle handle, int resultSetType) {
        super(connection, resultSetType);
        this.handle = handle;
        this.values = new Object[handle.parameters().size()];
        this.isSet = new boolean[values.length];
    }

    @Override
    void bind(int index, @Nullable Object value, @Nullable Calendar calendar) throws SQLException {
        requireOpen();
        if (index < 1 || index > values.length) {
            throw SqlErrors.of(
                    "07009", "parameter " + index + " of a statement with " + values.length);
        }
        ColumnDescriptor parameter = handle.parameters().get(index - 1);
        values[index - 1] = converter().convert(value, parameter, calendar);
        isSet[index - 1] = true;
    }

    @Override
    ParameterConverter converter() throws SQLException {
        return new ParameterConverter(connection().objects().converter());
    }

    private List<@Nullable Object> boundValues() throws SQLException {
        requireOpen();
        for (int i = 0; i < isSet.length; i++) {
            if (!isSet[i]) {
                throw SqlErrors.of("07001", "parameter " + (i + 1) + " has no value");
            }
        }
        List<@Nullable Object> bound = new ArrayList<>(values.length);
        Collections.addAll(bound, values);
        return Collections.unmodifiableList(bound);
    }

    private boolean runBound() throws SQLException {
        List<@Nullable Object> bound = boundValues();
        return run(options -> handle.execute(bound, options));
    }

    @Override
    boolean runSql(String sql) throws SQLException {
        throw hasOwnSql();
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        throw hasOwnSql();
    }

    private static SQLException hasOwnSql() {
        return SqlErrors.of(
                "HY010", "a prepared statement has its SQL: use createStatement for another");
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        if (!handle.isQuery()) {
            throw SqlErrors.of(
                    "07005", "the statement returns no rows: use execute or executeUpdate");
        }
        return requireRows(runBound());
    }

    @Override
    public int executeUpdate() throws SQLException {
        return narrow(executeLargeUpdate());
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return requireCount(runBound());
    }

    @Override
    public boolean execute() throws SQLException {
        return runBound();
    }

    @Override
    public void addBatch() throws SQLException {
        batch.add(boundValues());
    }

    @Override
    public void clearBatch() throws SQLException {
        requireOpen();
        batch.clear();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        requireOpen();
        List<List<@Nullable Object>> rows = new ArrayList<>(batch);
        batch.clear();
        if (rows.isEmpty()) {
            return new long[0];
        }
        if (handle.isQuery()) {
            throw batchFailure(SqlErrors.of("HY000", "a batch cannot return rows"), new long[0]);
        }
        try {
            long[] counts = handle.executeBatch(rows, beginExecution());
            for (int i = 0; i < counts.length; i++) {
                counts[i] = counts[i] < 0 ? SUCCESS_NO_INFO : counts[i];
            }
            return counts;
        } catch (SessionBatchException e) {
            throw batchFailure(SqlErrors.of(e), e.updateCounts());
        } catch (SessionException e) {
            throw batchFailure(SqlErrors.of(e), new long[0]);
        }
    }

    @Override
    public void clearParameters() throws SQLException {
        requireOpen();
        Arrays.fill(values, null);
        Arrays.fill(isSet, false);
    }

    /** Returns the columns of the result before it exists, or null if there will be none. */
    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        requireOpen();
        return handle.isQuery() ? new SabotResultSetMetaData(handle.columns()) : null;
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        requireOpen();
        return new SabotParameterMetaData(handle.parameters());
    }

    @Override
    public void close() throws SQLException {
        if (isClosed()) {
            return;
        }
        super.close();
        try {
            handle.close();
        } catch (SessionException e) {
            throw SqlErrors.of(e);
        }
    }
}
