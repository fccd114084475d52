package dev.sabot.format.csv.write;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.OutputFile;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.Format.FileWriter;
import dev.sabot.type.Schema;

/// Writes one CSV file after RFC 4180, with line feeds between records. A text is quoted where it
/// would otherwise be read as something else: as several fields, as NULL, or as a mark of the
/// encoding.
public final class CsvWriter implements FileWriter {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final OutputFile file;
    private final Schema schema;
    private final WriteOptions options;
    private final ConnectorContext context;
    private final ValueText values;
    private final TextOutput output;
    private final boolean[] isForced;
    private final StringBuilder field = new StringBuilder();
    private boolean isFinished;

    public CsvWriter(
            OutputFile file, Schema schema, WriteOptions options, ConnectorContext context) {
        this.file = file;
        this.schema = schema;
        this.options = options;
        this.context = context;
        this.values =
                new ValueText(
                        options.datePattern(), options.timestampPattern(), context.timeZone());
        this.output = new TextOutput(file, options.isGzip());
        this.isForced = new boolean[schema.size()];
        for (int column = 0; column < isForced.length; column++) {
            isForced[column] = options.isForced(schema.field(column).name());
        }
        if (options.hasHeader()) {
            writeHeader();
        }
    }

    private void writeHeader() {
        StringBuilder text = output.text();
        for (int column = 0; column < schema.size(); column++) {
            if (column > 0) {
                text.append(options.delimiter());
            }
            field.setLength(0);
            field.append(schema.field(column).name());
            appendField(text, isForced[column]);
        }
        text.append('\n');
    }

    @Override
    public void write(Batch batch) {
        context.checkCancelled();
        StringBuilder text = output.text();
        for (int row = 0; row < batch.numRows(); row++) {
            for (int index = 0; index < schema.size(); index++) {
                if (index > 0) {
                    text.append(options.delimiter());
                }
                Column column = batch.column(index);
                if (column.isNull(row)) {
                    text.append(options.nullText());
                    continue;
                }
                field.setLength(0);
                values.append(field, column, schema.type(index), row);
                appendField(text, isForced[index]);
            }
            text.append('\n');
            output.flushWhenLong();
        }
    }

    private void appendField(StringBuilder text, boolean isAlwaysQuoted) {
        boolean isQuoted = needsQuotes() || isAlwaysQuoted;
        Character quote = options.quote();
        if (!isQuoted) {
            text.append(field);
            return;
        }
        if (quote == null) {
            throw refused("needs quotes, but the option 'quote' is empty");
        }
        text.append(quote);
        for (int index = 0; index < field.length(); index++) {
            char c = field.charAt(index);
            if (c == quote || c == options.escape()) {
                text.append(options.escape());
            }
            text.append(c);
        }
        text.append(quote);
    }

    private boolean needsQuotes() {
        Character quote = options.quote();
        for (int index = 0; index < field.length(); index++) {
            char c = field.charAt(index);
            if (c == 0) {
                throw refused("has a NUL character, which no CSV file can hold");
            }
            if (c == options.delimiter()
                    || c == '\n'
                    || c == '\r'
                    || c == BYTE_ORDER_MARK
                    || quote != null && c == quote) {
                return true;
            }
        }
        return field.isEmpty() || options.nullText().contentEquals(field);
    }

    private SabotException refused(String problem) {
        String shown = field.length() <= 100 ? field.toString() : field.substring(0, 100) + "…";
        return new SabotException(
                ErrorCode.INVALID_ARGUMENT, file.path() + ": the value '" + shown + "' " + problem);
    }

    @Override
    public void finish() {
        if (isFinished) {
            throw new IllegalStateException("the file is finished");
        }
        isFinished = true;
        output.finish();
    }

    @Override
    public void close() {
        field.setLength(0);
    }
}
