package dev.sabot.connector.filesystem;

import dev.sabot.batch.Batch;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.OutputFile;
import dev.sabot.connector.Sink;
import dev.sabot.format.Format.FileWriter;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Writes a new file per writer in a folder. Names carry the time, so that files of earlier
/// statements stay.
final class FolderSink implements Sink {
    private final FileTarget target;
    private final Schema schema;
    private final List<PartWriter> writers = new ArrayList<>();

    FolderSink(FileTarget target, Schema schema) {
        this.target = target;
        this.schema = schema;
    }

    @Override
    public synchronized Writer openWriter(ConnectorContext context) {
        String folder = target.path();
        String name =
                "%spart-%016x-%04d%s"
                        .formatted(
                                folder.endsWith("/") ? folder : folder + "/",
                                context.nowMicros(),
                                writers.size(),
                                target.ending());
        PartWriter writer = new PartWriter(context, name);
        writers.add(writer);
        return writer;
    }

    @Override
    public synchronized void prepare(long epoch) {
        writers.forEach(PartWriter::finish);
    }

    @Override
    public synchronized void commit(long epoch) {
        writers.forEach(PartWriter::commit);
    }

    @Override
    public void abort(long epoch) {
        close();
    }

    @Override
    public synchronized void close() {
        RuntimeException failure = null;
        for (PartWriter writer : writers) {
            try {
                writer.discard();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        writers.clear();
        if (failure != null) {
            throw failure;
        }
    }

    /// One file, made at its first row: a writer without rows leaves none.
    private final class PartWriter implements Writer {
        private final ConnectorContext context;
        private final String name;
        private @Nullable OutputFile file;
        private @Nullable FileWriter writer;

        PartWriter(ConnectorContext context, String name) {
            this.context = context;
            this.name = name;
        }

        @Override
        public void write(Batch batch) {
            try (batch) {
                FileWriter open = writer;
                if (open == null) {
                    OutputFile created = context.files().create(name, false);
                    file = created;
                    open = target.format().write(created, schema, target.options(), context);
                    writer = open;
                }
                open.write(batch);
            }
        }

        @Override
        public void finish() {
            if (writer != null) {
                writer.finish();
                writer.close();
                writer = null;
            }
        }

        private void commit() {
            if (file != null) {
                file.commit();
                file.close();
                file = null;
            }
        }

        private void discard() {
            try (OutputFile _ = file;
                    FileWriter _ = writer) {
                file = null;
                writer = null;
            }
        }

        @Override
        public void close() {}
    }
}
