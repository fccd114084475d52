package dev.sabot.server.wire;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;

import org.apache.arrow.memory.BufferAllocator;

import java.util.ArrayList;
import java.util.List;

/// The rows of one message that a client sent.
public final class IncomingBatch {
    private final int numRows;
    private final List<IncomingColumn> columns;

    IncomingBatch(int numRows, List<IncomingColumn> columns) {
        this.numRows = numRows;
        this.columns = List.copyOf(columns);
    }

    public int numRows() {
        return numRows;
    }

    /// Returns the values of a row.
    ///
    /// **Errors**: MALFORMED_MESSAGE.
    public List<Literal> literals(int row) {
        try {
            List<Literal> values = new ArrayList<>(columns.size());
            for (IncomingColumn column : columns) {
                values.add(new Literal(column.value(row), column.type()));
            }
            return values;
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw malformed(e);
        }
    }

    /// Returns some rows as a batch of columns of the types of the schema.
    ///
    /// **Errors**: MALFORMED_MESSAGE; MEMORY_LIMIT.
    public Batch rows(int from, int count, BufferAllocator allocator) {
        Column[] made = new Column[columns.size()];
        int done = 0;
        try {
            for (; done < made.length; done++) {
                IncomingColumn column = columns.get(done);
                ColumnBuilder builder = new ColumnBuilder(column.type());
                for (int row = from; row < from + count; row++) {
                    builder.appendObject(column.value(row));
                }
                made[done] = builder.build(allocator);
            }
            return Batch.of(count, made);
        } catch (RuntimeException e) {
            for (int index = 0; index < done; index++) {
                made[index].close();
            }
            boolean isForeign =
                    e instanceof IndexOutOfBoundsException
                            || e instanceof IllegalArgumentException
                            || e instanceof ArithmeticException;
            throw isForeign ? malformed(e) : e;
        }
    }

    static SabotException malformed(RuntimeException cause) {
        return new SabotException(
                ErrorCode.MALFORMED_MESSAGE, "the message's rows are malformed: " + cause, cause);
    }
}
