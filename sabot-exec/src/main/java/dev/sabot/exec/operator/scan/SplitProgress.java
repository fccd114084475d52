package dev.sabot.exec.operator.scan;

import dev.sabot.connector.SplitReader;
import dev.sabot.exec.operator.stream.WatermarkMerge;

/// How far a task is in one split of an unbounded table.
final class SplitProgress implements AutoCloseable {
    private final SplitReader reader;
    private long watermark = WatermarkMerge.BEGINNING;
    private long lastRowMicros;
    private boolean isIdle;
    private boolean isEnded;

    SplitProgress(SplitReader reader) {
        this.reader = reader;
    }

    SplitReader reader() {
        return reader;
    }

    long watermark() {
        return watermark;
    }

    /// Moves the watermark forward.
    void advance(long micros) {
        watermark = Math.max(watermark, micros);
    }

    long lastRowMicros() {
        return lastRowMicros;
    }

    /// Notes that there was a row, or that the reader was opened.
    void touch(long nowMicros) {
        lastRowMicros = nowMicros;
        isIdle = false;
    }

    boolean isIdle() {
        return isIdle;
    }

    void setIdle() {
        isIdle = true;
    }

    boolean isEnded() {
        return isEnded;
    }

    void end() {
        isEnded = true;
    }

    /// Says whether the split holds the task's watermark.
    boolean isActive() {
        return !isEnded && !isIdle;
    }

    @Override
    public void close() {
        reader.close();
    }
}
