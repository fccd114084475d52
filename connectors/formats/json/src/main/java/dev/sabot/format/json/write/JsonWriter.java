package dev.sabot.format.json.write;

import dev.sabot.batch.Batch;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.OutputFile;
import dev.sabot.format.Format.FileWriter;
import dev.sabot.format.json.text.JsonStrings;
import dev.sabot.type.Schema;

/// Writes one JSON file: an object per row with a key for each column, nulls too.
public final class JsonWriter implements FileWriter {
    private final Schema schema;
    private final WriteOptions options;
    private final ConnectorContext context;
    private final ValueWriter values;
    private final TextOutput output;
    private final String[] keys;
    private boolean hasRows;
    private boolean isFinished;

    public JsonWriter(
            OutputFile file, Schema schema, WriteOptions options, ConnectorContext context) {
        this.schema = schema;
        this.options = options;
        this.context = context;
        this.values = new ValueWriter(context.timeZone());
        this.output = new TextOutput(file, options.isGzip());
        this.keys = new String[schema.size()];
        for (int column = 0; column < keys.length; column++) {
            StringBuilder key = new StringBuilder(column == 0 ? "{" : ",");
            JsonStrings.append(key, schema.field(column).name());
            keys[column] = key.append(':').toString();
        }
    }

    @Override
    public void write(Batch batch) {
        context.checkCancelled();
        StringBuilder text = output.text();
        for (int row = 0; row < batch.numRows(); row++) {
            if (options.isArray()) {
                text.append(hasRows ? ",\n" : "[\n");
            }
            hasRows = true;
            text.append(keys.length == 0 ? "{" : "");
            for (int column = 0; column < keys.length; column++) {
                text.append(keys[column]);
                values.append(text, batch.column(column), schema.type(column), row);
            }
            text.append(options.isArray() ? "}" : "}\n");
            output.flushWhenLong();
        }
    }

    @Override
    public void finish() {
        if (isFinished) {
            throw new IllegalStateException("the file is finished");
        }
        isFinished = true;
        if (options.isArray()) {
            output.text().append(hasRows ? "\n]\n" : "[]\n");
        }
        output.finish();
    }

    @Override
    public void close() {
        output.text().setLength(0);
    }
}
