package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.arrow.MessageWriter;
import dev.sabot.jdbc.session.ColumnData;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.value.BlockBuilder;
import dev.sabot.jdbc.wire.FlightData;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of values for the parameters of a statement, as messages of Arrow. Where a parameter has no
 * type, its values decide; rows of other types are a run of their own.
 */
final class BoundRows {
    private static final int MAX_ROWS_PER_BATCH = 4096;
    private static final int MAX_BATCH_BYTES = 4 << 20;

    private final List<ColumnDescriptor> parameters;
    private final List<List<@Nullable Object>> rows;
    private int position;

    BoundRows(List<ColumnDescriptor> parameters, List<List<@Nullable Object>> rows)
            throws SessionException {
        this.parameters = parameters;
        this.rows = rows;
        for (List<@Nullable Object> row : rows) {
            if (row.size() != parameters.size()) {
                throw new SessionException(
                        "07001",
                        "WRONG_PARAMETER",
                        row.size() + " values for " + parameters.size() + " parameters",
                        null);
            }
        }
    }

    /** Consecutive rows that have the same types. */
    static final class Run {
        private final List<ColumnDescriptor> types;
        private final List<List<@Nullable Object>> rows;

        Run(List<ColumnDescriptor> types, List<List<@Nullable Object>> rows) {
            this.types = types;
            this.rows = rows;
        }

        int rowCount() {
            return rows.size();
        }

        /** Returns the schema, which says what it is for, and the rows. */
        List<byte[]> messages(byte[] descriptor) throws SessionException {
            List<byte[]> messages = new ArrayList<>();
            ByteBuffer none = ByteBuffer.allocate(0);
            messages.add(FlightData.write(descriptor, MessageWriter.schema(types), none));
            for (int start = 0; start < rows.size(); start += MAX_ROWS_PER_BATCH) {
                int end = Math.min(rows.size(), start + MAX_ROWS_PER_BATCH);
                addBatches(start, end, messages);
            }
            return messages;
        }

        // Halves a batch that is too large for one message.
        private void addBatches(int start, int end, List<byte[]> messages) throws SessionException {
            MessageWriter.Batch batch = batch(start, end);
            if (batch.body().remaining() > MAX_BATCH_BYTES && end - start > 1) {
                int middle = (start + end) >>> 1;
                addBatches(start, middle, messages);
                addBatches(middle, end, messages);
            } else {
                messages.add(FlightData.write(null, batch.header(), batch.body()));
            }
        }

        private MessageWriter.Batch batch(int start, int end) throws SessionException {
            try {
                List<ColumnData> columns = new ArrayList<>(types.size());
                for (int column = 0; column < types.size(); column++) {
                    List<@Nullable Object> values = new ArrayList<>(end - start);
                    for (int row = start; row < end; row++) {
                        values.add(
                                ParameterTypes.fitted(
                                        rows.get(row).get(column), types.get(column)));
                    }
                    columns.add(BlockBuilder.column(types.get(column), values));
                }
                return MessageWriter.batch(end - start, columns);
            } catch (ArithmeticException e) {
                throw new SessionException(
                        "22003",
                        "OVERFLOW",
                        "the value of a parameter is too large for its type: " + e.getMessage(),
                        e);
            }
        }
    }

    /** Returns the next run; there is one as long as rows are left. */
    Run next() throws SessionException {
        int start = position;
        List<ColumnDescriptor> types = new ArrayList<>(parameters);
        while (position < rows.size() && accept(types, rows.get(position))) {
            position++;
        }
        return new Run(types, rows.subList(start, position));
    }

    /** Returns whether a row fits the types, where it completes those that are still open. */
    private static boolean accept(List<ColumnDescriptor> types, List<@Nullable Object> row)
            throws SessionException {
        List<ColumnDescriptor> completed = new ArrayList<>(types);
        for (int column = 0; column < row.size(); column++) {
            Object value = row.get(column);
            ColumnDescriptor type = types.get(column);
            if (value == null) {
                continue;
            }
            if (type.type() == SqlType.NULL) {
                completed.set(column, ParameterTypes.typeOf(type.name(), value));
            } else if (!ParameterTypes.fits(value, type)) {
                return false;
            }
        }
        for (int column = 0; column < row.size(); column++) {
            types.set(column, completed.get(column));
        }
        return true;
    }
}
