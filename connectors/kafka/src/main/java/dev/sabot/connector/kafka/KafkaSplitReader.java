package dev.sabot.connector.kafka;

import dev.sabot.batch.Batch;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.SplitReader;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Decodes the records of one partition. A batch has what is at hand, up to a number of rows.
///
/// **Threads**: one at a time, and [#close] by any.
final class KafkaSplitReader implements SplitReader {
    /// Batches shrink so that the records of one stay about below this.
    private static final long MAX_BATCH_BYTES = 32 << 20;

    private final KafkaTable table;
    private final KafkaSplit split;
    private final ConnectorContext context;
    private final RecordRows rows;
    private final PartitionFetcher fetcher;
    private Iterator<ConsumerRecord<byte[], byte[]>> waiting =
            List.<ConsumerRecord<byte[], byte[]>>of().iterator();
    private long afterWaiting;
    private long position;
    private long rowsLeft;
    private boolean isClosed;

    KafkaSplitReader(
            KafkaTable table,
            KafkaSplit split,
            ScanRequest request,
            long limit,
            ConnectorContext context) {
        this.table = table;
        this.split = split;
        this.context = context;
        this.rows = new RecordRows(table, request, context);
        this.position = split.start();
        this.afterWaiting = split.start();
        this.rowsLeft = limit < 0 ? Long.MAX_VALUE : limit;
        this.fetcher =
                new PartitionFetcher(split, ClientProperties.ofConsumer(table.options().given()));
        fetcher.start();
    }

    @Override
    public synchronized @Nullable Batch next() {
        context.checkCancelled();
        if (isFinished()) {
            return null;
        }
        int wanted = (int) Math.min(context.batchRows(), rowsLeft);
        long bytes = 0;
        while (rows.numRows() < wanted && bytes < MAX_BATCH_BYTES) {
            if (!waiting.hasNext() && !takeChunk()) {
                break;
            }
            while (rows.numRows() < wanted && bytes < MAX_BATCH_BYTES && waiting.hasNext()) {
                ConsumerRecord<byte[], byte[]> record = waiting.next();
                bytes += Math.max(0, record.serializedValueSize());
                decode(record);
                position = record.offset() + 1;
            }
            if (!waiting.hasNext()) {
                position = afterWaiting;
            }
        }
        int numRows = rows.numRows();
        rowsLeft -= numRows;
        return numRows == 0 ? null : rows.finish();
    }

    private boolean takeChunk() {
        // rows decoded before an error are given before it
        PartitionFetcher.Chunk chunk =
                rows.numRows() > 0 && !fetcher.hasChunk() ? null : fetcher.take();
        if (chunk == null) {
            return false;
        }
        waiting = chunk.records().iterator();
        afterWaiting = chunk.next();
        return true;
    }

    private void decode(ConsumerRecord<byte[], byte[]> record) {
        String reason = rows.add(record);
        if (reason == null) {
            return;
        }
        switch (table.options().onError()) {
            case DEAD_LETTER -> {
                byte[] bytes = reason.startsWith("key: ") ? record.key() : record.value();
                context.deadLetters()
                        .add(
                                table.name(),
                                split.describe(),
                                record.offset(),
                                reason,
                                bytes == null ? new byte[0] : bytes);
            }
            case SKIP -> context.deadLetters().skip(table.name(), split.describe());
            case FAIL ->
                    throw new SabotException(
                            ErrorCode.MALFORMED_MESSAGE,
                            table.name()
                                    + ", "
                                    + split.describe()
                                    + " at offset "
                                    + record.offset()
                                    + ": "
                                    + reason
                                    + "; give the table 'on-error' = 'dead-letter' or 'skip' to"
                                    + " read on");
        }
    }

    @Override
    public synchronized boolean isFinished() {
        return isClosed || rowsLeft == 0 || !waiting.hasNext() && fetcher.isFinished();
    }

    @Override
    public synchronized long position() {
        return position;
    }

    @Override
    public CompletableFuture<@Nullable Void> whenReady() {
        synchronized (this) {
            if (waiting.hasNext()) {
                return CompletableFuture.completedFuture(null);
            }
        }
        return fetcher.whenReady();
    }

    @Override
    public synchronized boolean isCaughtUp() {
        return !waiting.hasNext() && fetcher.isCaughtUp();
    }

    @Override
    public void close() {
        fetcher.close();
        synchronized (this) {
            isClosed = true;
            rows.close();
        }
    }
}
