package dev.sabot.jdbc.session;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * A planned statement with parameters.
 *
 * <p>Parameter values are null or one of Boolean, Byte, Short, Integer, Long, Float, Double,
 * BigDecimal, String, byte[], LocalDate, LocalTime, LocalDateTime, Instant (zoned timestamp),
 * Period (months), Duration, UUID, List (ARRAY), Map (MAP), Object[] (ROW), nested in the same way.
 * The driver has converted each to the declared type of its parameter if that type is known; to a
 * parameter of type {@link SqlType#NULL} it sends what the application gave.
 *
 * <p><b>Threads:</b> safe; executions of one handle may overlap.
 */
public interface PreparedHandle extends AutoCloseable {
    /** Returns one descriptor per {@code ?}; an undetermined type is {@link SqlType#NULL}. */
    List<ColumnDescriptor> parameters();

    /** Returns the columns of the result; empty if the statement is no query. */
    List<ColumnDescriptor> columns();

    boolean isQuery();

    /**
     * Runs the statement.
     *
     * @throws SessionException 07001 when the number of values is wrong, 22xxx when a value does
     *     not
     *     fit its parameter
     */
    Execution execute(List<@Nullable Object> values, ExecuteOptions options)
            throws SessionException;

    /**
     * Runs the statement once per row of values and returns the update count of each.
     *
     * <p>The default runs them one by one, so that rows before a failing one keep their effect; a
     * session that can bind many rows at once overrides it.
     *
     * @throws SessionBatchException at the first row that fails
     */
    default long[] executeBatch(List<List<@Nullable Object>> rows, ExecuteOptions options)
            throws SessionException {
        long[] counts = new long[rows.size()];
        for (int row = 0; row < counts.length; row++) {
            try (Execution execution = execute(rows.get(row), options)) {
                counts[row] = execution.updateCount();
            } catch (SessionException e) {
                throw new SessionBatchException(e, Arrays.copyOf(counts, row));
            }
        }
        return counts;
    }

    /** Frees the plan; executions already running go on. Closing twice does nothing. */
    @Override
    void close() throws SessionException;
}
