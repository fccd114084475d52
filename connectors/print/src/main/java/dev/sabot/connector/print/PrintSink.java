package dev.sabot.connector.print;

import dev.sabot.batch.Batch;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.Sink;
import dev.sabot.type.Schema;

/// Shows rows as they come; nothing is held back until an epoch is committed.
record PrintSink(Schema schema, String prefix, boolean isError) implements Sink {
    @Override
    public Writer openWriter(ConnectorContext context) {
        return new PrintWriter(context);
    }

    private final class PrintWriter implements Writer {
        private final ConnectorContext context;
        private final RowText rows;

        PrintWriter(ConnectorContext context) {
            this.context = context;
            this.rows = new RowText(context.timeZone());
        }

        @Override
        public void write(Batch batch) {
            context.checkCancelled();
            try (batch) {
                for (int row = 0; row < batch.numRows(); row++) {
                    context.print(prefix + "+I" + rows.text(batch, schema, row), isError);
                }
            }
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }

    @Override
    public void prepare(long epoch) {}

    @Override
    public void commit(long epoch) {}

    @Override
    public void abort(long epoch) {}

    @Override
    public void close() {}
}
