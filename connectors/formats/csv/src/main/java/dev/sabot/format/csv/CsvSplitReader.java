package dev.sabot.format.csv;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.SplitReader;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.csv.value.ColumnBuffer;
import dev.sabot.format.csv.value.ColumnBuffers;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Reads one file. Only the fields asked for become values, unless errors are to be left out: then
/// which rows there are must not depend on the columns asked for.
final class CsvSplitReader implements SplitReader {
    /// Batches shrink so that the texts of one stay about below this.
    private static final long MAX_BATCH_CHARS = 32 << 20;

    /// Batches shrink so that one has about this many values at most.
    private static final int MAX_BATCH_VALUES = 1 << 22;

    private static final int MIN_BATCH_ROWS = 64;

    private final FileInfo info;
    private final CsvTable table;
    private final ConnectorContext context;
    private final List<Integer> outputs;
    private final int[] converted;
    private final ColumnBuffer[] buffers;
    private final char[] nullText;
    private final boolean ignoreErrors;
    private final int batchRows;
    private @Nullable CsvFile file;
    private @Nullable FieldMapping mapping;
    private long rowsLeft;
    private long rowsRead;

    CsvSplitReader(
            CsvTable table,
            FileInfo info,
            ScanRequest request,
            long limit,
            ConnectorContext context) {
        this.table = table;
        this.info = info;
        this.context = context;
        this.nullText = table.options().values().nullText().toCharArray();
        this.ignoreErrors = table.options().values().ignoreErrors();
        this.rowsLeft = limit < 0 ? Long.MAX_VALUE : limit;
        Schema schema = table.schema();
        List<Integer> needed = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            if (ignoreErrors || request.columns().contains(column)) {
                needed.add(column);
            }
        }
        this.converted = needed.stream().mapToInt(Integer::intValue).toArray();
        this.outputs = request.columns().stream().map(needed::indexOf).toList();
        this.buffers = new ColumnBuffer[converted.length];
        ColumnBuffers factory = table.options().buffers(context);
        for (int index = 0; index < buffers.length; index++) {
            buffers[index] = factory.create(schema.field(converted[index]));
        }
        int share = MAX_BATCH_VALUES / Math.max(1, buffers.length);
        this.batchRows = Math.min(context.batchRows(), Math.max(MIN_BATCH_ROWS, share));
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        if (rowsLeft == 0) {
            return null;
        }
        RecordReader records = records();
        int wanted = (int) Math.min(batchRows, rowsLeft);
        int numRows = 0;
        long numChars = 0;
        int numSkipped = 0;
        while (numRows < wanted && numChars < MAX_BATCH_CHARS) {
            if (!records.next()) {
                rowsLeft = numRows;
                break;
            }
            RecordBuffer record = records.buffer();
            if (append(record, numRows)) {
                numRows++;
                numChars += record.numFields() == 0 ? 0 : record.end(record.numFields() - 1);
            } else if ((++numSkipped & 0xFFFF) == 0) {
                context.checkCancelled();
            }
        }
        rowsLeft -= numRows;
        rowsRead += numRows;
        return numRows == 0 ? null : build(numRows);
    }

    private RecordReader records() {
        CsvFile open = file;
        if (open != null) {
            return open.records();
        }
        FileShape shape = table.shape();
        open = CsvFile.open(info, shape.dialect(), table.options(), context);
        file = open;
        RecordReader records = open.records();
        mapping = FieldMapping.byPlace(shape.schema());
        if (shape.hasHeader()) {
            boolean isFound = records.next();
            while (isFound && records.buffer().isEmptyLine()) {
                isFound = records.next();
            }
            if (isFound) {
                List<String> header = new ArrayList<>();
                for (int field = 0; field < records.buffer().numFields(); field++) {
                    header.add(records.buffer().name(field));
                }
                mapping =
                        FieldMapping.ofHeader(
                                info.path(), header, shape, table.options().detection());
            }
        }
        return records;
    }

    /// Appends a row, or returns false when the record is none or is left out.
    private boolean append(RecordBuffer record, int row) {
        FieldMapping fields = mapping;
        if (fields == null) {
            throw new IllegalStateException("the file is not open");
        }
        // where there is one column, a line without a character is a null
        boolean isSingleNull = record.isEmptyLine() && fields.numFields() == 1;
        if (record.isEmptyLine() && !isSingleNull) {
            return false;
        }
        if (!isSingleNull && !record.hasFields(fields.numFields())) {
            if (ignoreErrors) {
                return false;
            }
            throw wrongFieldCount(record, fields.numFields());
        }
        for (int index = 0; index < converted.length; index++) {
            int field = isSingleNull ? -1 : fields.fields()[converted[index]];
            if (!appendField(record, field, index)) {
                if (!ignoreErrors) {
                    throw wrongValue(record, field, converted[index]);
                }
                for (ColumnBuffer buffer : buffers) {
                    buffer.truncate(row);
                }
                return false;
            }
        }
        return true;
    }

    private boolean appendField(RecordBuffer record, int field, int index) {
        ColumnBuffer buffer = buffers[index];
        Field column = table.schema().field(converted[index]);
        if (field < 0 || isNull(record, field, column)) {
            buffer.appendNull();
            return column.isNullable();
        }
        return buffer.append(record.chars(), record.start(field), record.end(field));
    }

    /// An unquoted null text is a null; where an empty text is no value, that is one too.
    private boolean isNull(RecordBuffer record, int field, Field column) {
        if (!record.isQuoted(field) && record.matches(field, nullText)) {
            return true;
        }
        return record.isEmpty(field) && !ColumnBuffers.isText(column.type());
    }

    private SabotException wrongFieldCount(RecordBuffer record, int expected) {
        return new SabotException(
                ErrorCode.MALFORMED_FILE,
                info.path()
                        + ", line "
                        + record.line()
                        + ": the record has "
                        + record.numFields()
                        + " fields, not "
                        + expected
                        + "; the delimiter is '"
                        + table.shape().dialect().delimiter()
                        + "', see the options 'delimiter', 'quote' and 'ignore_errors'");
    }

    private SabotException wrongValue(RecordBuffer record, int field, int column) {
        Field wanted = table.schema().field(column);
        String place =
                info.path() + ", line " + record.line() + ", column \"" + wanted.name() + "\": ";
        if (field < 0 || isNull(record, field, wanted)) {
            return new SabotException(
                    ErrorCode.MALFORMED_FILE,
                    place + "there is no value, and the column is NOT NULL");
        }
        String text = record.text(field);
        String shown = text.length() <= 100 ? text : text.substring(0, 100) + "…";
        String remedy =
                table.shape().isDeclared()
                        ? "choose another type for the column, see also the option ignore_errors"
                        : "declare the types of the columns, or use a larger sample_size,"
                                + " all_varchar or ignore_errors";
        return new SabotException(
                ErrorCode.MALFORMED_FILE,
                place + "'" + shown + "' is no " + wanted.type() + "; " + remedy);
    }

    private Batch build(int numRows) {
        List<Column> made = new ArrayList<>();
        try {
            for (ColumnBuffer buffer : buffers) {
                made.add(buffer.build(context.allocator()));
            }
            Column[] columns = new Column[outputs.size()];
            for (int index = 0; index < columns.length; index++) {
                columns[index] = made.get(outputs.get(index)).retain();
            }
            return Batch.of(numRows, columns);
        } finally {
            made.forEach(Column::close);
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
