package dev.sabot.format.json;

import com.fasterxml.jackson.core.JsonParser;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.SplitReader;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.json.record.JsonFile;
import dev.sabot.format.json.value.ValueMismatchException;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Reads one file. Only the columns asked for become values, unless errors are to be left out: then
/// which rows there are must not depend on the columns asked for.
final class JsonSplitReader implements SplitReader {
    /// Batches shrink so that the records of one stay about below this.
    private static final long MAX_BATCH_BYTES = 32 << 20;

    private final FileInfo info;
    private final JsonTable table;
    private final ScanRequest request;
    private final ConnectorContext context;
    private final RecordReader reader;
    private final List<ColumnBuilder> builders = new ArrayList<>();
    private final boolean ignoreErrors;
    private @Nullable JsonFile file;
    private long rowsLeft;
    private long rowsRead;

    JsonSplitReader(
            JsonTable table,
            FileInfo info,
            ScanRequest request,
            long limit,
            ConnectorContext context) {
        this.table = table;
        this.info = info;
        this.request = request;
        this.context = context;
        this.ignoreErrors = table.options().ignoreErrors();
        this.rowsLeft = limit < 0 ? Long.MAX_VALUE : limit;
        Schema schema = table.schema();
        int[] columns =
                ignoreErrors
                        ? IntStream.range(0, schema.size()).toArray()
                        : request.columns().stream().mapToInt(Integer::intValue).toArray();
        boolean refusesUnknownKeys =
                !table.shape().isDeclared() || table.options().refusesUnknownKeys();
        this.reader =
                new RecordReader(table.shape(), columns, refusesUnknownKeys, context.timeZone());
        for (int column : request.columns()) {
            builders.add(new ColumnBuilder(schema.type(column)));
        }
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        if (rowsLeft == 0) {
            return null;
        }
        JsonFile open = file;
        if (open == null) {
            ReadOptions options = table.options();
            open = JsonFile.open(info, options.layout(), options.isGzip(), context);
            file = open;
        }
        int wanted = (int) Math.min(context.batchRows(), rowsLeft);
        long bytesBefore = open.recordBytes();
        int numRows = 0;
        while (numRows < wanted && open.recordBytes() - bytesBefore < MAX_BATCH_BYTES) {
            @Nullable Object[] values = readRecord(open);
            if (values == null) {
                rowsLeft = numRows;
                break;
            }
            for (int index = 0; index < builders.size(); index++) {
                builders.get(index).appendObject(values[request.columns().get(index)]);
            }
            numRows++;
        }
        rowsLeft -= numRows;
        rowsRead += numRows;
        return numRows == 0 ? null : build(numRows);
    }

    /// Returns the values of the next record that counts, or null at the end.
    private @Nullable Object @Nullable [] readRecord(JsonFile open) {
        int numSkipped = 0;
        while (true) {
            SabotException failure;
            try {
                JsonParser parser = open.next();
                if (parser == null) {
                    return null;
                }
                try {
                    return reader.read(parser);
                } catch (ValueMismatchException e) {
                    failure = mismatch(open.place(parser), e);
                }
            } catch (IOException e) {
                failure = open.malformed(e);
            } catch (SabotException e) {
                failure = e;
            }
            boolean canGoOn =
                    ignoreErrors && failure.code() == ErrorCode.MALFORMED_FILE && open.skip();
            if (!canGoOn) {
                throw failure;
            }
            if ((++numSkipped & 0xFFFF) == 0) {
                context.checkCancelled();
            }
        }
    }

    private SabotException mismatch(String place, ValueMismatchException error) {
        Field column = reader.current();
        String remedy =
                table.shape().isDeclared()
                        ? "choose another type for the column, see also the options"
                                + " unknown_keys and ignore_errors"
                        : "declare the columns, or use a larger sample_size or ignore_errors";
        return new SabotException(
                ErrorCode.MALFORMED_FILE,
                place
                        + (column == null ? "" : ", column \"" + column.name() + "\"")
                        + ": "
                        + error.getMessage()
                        + "; "
                        + remedy,
                error);
    }

    private Batch build(int numRows) {
        List<Column> made = new ArrayList<>();
        try {
            for (ColumnBuilder builder : builders) {
                made.add(builder.build(context.allocator()));
            }
            return Batch.of(numRows, made.toArray(Column[]::new));
        } catch (RuntimeException e) {
            made.forEach(Column::close);
            throw e;
        }
    }

    @Override
    public boolean isFinished() {
        return rowsLeft == 0;
    }

    @Override
    public long position() {
        return rowsRead;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
            file = null;
        }
        rowsLeft = 0;
    }
}
