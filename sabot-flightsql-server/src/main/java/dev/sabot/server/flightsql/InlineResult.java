package dev.sabot.server.flightsql;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;

import dev.sabot.batch.Batch;
import dev.sabot.engine.Query;
import dev.sabot.exec.pipeline.EngineClock;
import dev.sabot.server.session.PendingResult;
import dev.sabot.server.wire.BatchEncoder;

import org.apache.arrow.memory.BufferAllocator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A result that travels in the FlightInfo when it is small and soon complete; see
/// `docs/reference/flight-protocol.md`, message ResultInfo.
final class InlineResult implements AutoCloseable {
    private static final long MAX_BYTES = 256L << 10;
    private static final long MAX_WAIT_MILLIS = 100;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private static final int KIND = 1;
    private static final int UPDATE_COUNT = 2;
    private static final int NOTICES = 3;
    private static final int IS_COMPLETE = 4;
    private static final int BATCHES = 5;
    private static final int COUNT = 1;

    private final Query query;
    private final BufferAllocator allocator;
    private final int batchRows;
    private final List<Batch> taken = new ArrayList<>();
    private final List<byte[]> frames = new ArrayList<>();
    private boolean isComplete;
    private long numRows;
    private long numBytes;

    InlineResult(Query query, BufferAllocator allocator, int batchRows) {
        this.query = query;
        this.allocator = allocator;
        this.batchRows = batchRows;
    }

    /// Returns the message of a statement that gave a count.
    static ByteString count(long count, List<String> notices) {
        return message(out -> {
            out.writeEnum(KIND, COUNT);
            out.writeInt64(UPDATE_COUNT, count);
            for (String notice : notices) {
                out.writeString(NOTICES, notice);
            }
            out.writeBool(IS_COMPLETE, true);
        });
    }

    /// Takes batches until the result is complete, too large or too slow.
    ///
    /// **Errors**: those of the query.
    void collect() {
        long deadline = EngineClock.SYSTEM.monotonicNanos() + MAX_WAIT_MILLIS * NANOS_PER_MILLI;
        long bytes = 0;
        while (bytes <= MAX_BYTES) {
            long left = (deadline - EngineClock.SYSTEM.monotonicNanos()) / NANOS_PER_MILLI;
            if (left <= 0 && !query.isDrained()) {
                return;
            }
            Batch batch = query.poll(Math.max(0, left));
            if (batch != null) {
                taken.add(batch);
                bytes += BatchEncoder.estimatedBytes(batch);
            } else if (query.isDrained()) {
                finish();
                return;
            }
        }
    }

    private void finish() {
        Batch end = query.next();
        assert end == null;
        isComplete = true;
        List<Batch> batches = List.copyOf(taken);
        taken.clear();
        try (QueryFrames writer = new QueryFrames(query, allocator, batchRows, batches)) {
            writer.writeAll((frame, rows) -> {
                byte[] bytes = frame.toBytes();
                frames.add(bytes);
                numRows += rows;
                numBytes += bytes.length;
            });
        }
    }

    boolean isComplete() {
        return isComplete;
    }

    long numRows() {
        return numRows;
    }

    long numBytes() {
        return numBytes;
    }

    /// Hands the running query over to a ticket.
    PendingResult pending() {
        List<Batch> given = List.copyOf(taken);
        taken.clear();
        return new PendingResult.Started(query, given, batchRows);
    }

    /// Returns the message, with all rows when they are complete.
    ByteString message() {
        return message(out -> {
            for (String notice : query.notices()) {
                out.writeString(NOTICES, notice);
            }
            if (isComplete) {
                out.writeBool(IS_COMPLETE, true);
                for (byte[] frame : frames) {
                    out.writeByteArray(BATCHES, frame);
                }
            }
        });
    }

    /// Writes the fields of a message.
    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private static ByteString message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    /// Gives back the batches that were not handed over.
    @Override
    public void close() {
        taken.forEach(query::release);
        taken.clear();
    }
}
