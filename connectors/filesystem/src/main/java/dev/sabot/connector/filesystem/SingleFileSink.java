package dev.sabot.connector.filesystem;

import dev.sabot.batch.Batch;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.OutputFile;
import dev.sabot.connector.Sink;
import dev.sabot.format.Format.FileWriter;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

/// Writes one file, which several threads share: batches are written one at a time.
final class SingleFileSink implements Sink {
    private final FileTarget target;
    private final Schema schema;
    private @Nullable OutputFile file;
    private @Nullable FileWriter writer;

    SingleFileSink(FileTarget target, Schema schema) {
        this.target = target;
        this.schema = schema;
    }

    @Override
    public synchronized Writer openWriter(ConnectorContext context) {
        if (writer == null) {
            OutputFile created = context.files().create(target.path(), target.overwrite());
            file = created;
            writer = target.format().write(created, schema, target.options(), context);
        }
        return new Writer() {
            @Override
            public void write(Batch batch) {
                try (batch) {
                    append(batch);
                }
            }

            @Override
            public void finish() {}

            @Override
            public void close() {}
        };
    }

    private synchronized void append(Batch batch) {
        FileWriter open = writer;
        if (open == null) {
            throw new IllegalStateException("the file is finished");
        }
        open.write(batch);
    }

    @Override
    public synchronized void prepare(long epoch) {
        if (writer != null) {
            writer.finish();
            writer.close();
            writer = null;
        }
    }

    @Override
    public synchronized void commit(long epoch) {
        if (file != null) {
            file.commit();
            file.close();
            file = null;
        }
    }

    @Override
    public void abort(long epoch) {
        close();
    }

    @Override
    public synchronized void close() {
        try (OutputFile _ = file;
                FileWriter _ = writer) {
            file = null;
            writer = null;
        }
    }
}
