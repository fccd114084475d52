package dev.sabot.exec.pipeline;

import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Activity;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// Remembers the watermark each task of a source has told, for those who look on.
///
/// **Threads**: safe.
public final class SourceWatermarks {
    private final Map<Integer, Long> told = new HashMap<>();
    private final Map<Integer, Boolean> idle = new HashMap<>();

    /// Notes what a task gives.
    void follow(int task, StreamElement element) {
        switch (element) {
            case StreamElement.Watermark(long micros) -> {
                synchronized (this) {
                    told.put(task, micros);
                }
            }
            case StreamElement.Status(Activity activity) -> {
                synchronized (this) {
                    idle.put(task, activity == Activity.IDLE);
                }
            }
            case StreamElement.Data _,
                    StreamElement.Tick _,
                    StreamElement.Barrier _,
                    StreamElement.EndOfStream _ -> {}
        }
    }

    /// Returns the least watermark of the tasks that are not idle, of all when all are; null when
    /// none has told one.
    public synchronized @Nullable Long least() {
        Long least = null;
        boolean isAllIdle = told.keySet().stream().allMatch(task -> idle.getOrDefault(task, false));
        for (Map.Entry<Integer, Long> entry : told.entrySet()) {
            boolean counts = isAllIdle || !idle.getOrDefault(entry.getKey(), false);
            if (counts && (least == null || entry.getValue() < least)) {
                least = entry.getValue();
            }
        }
        return least;
    }
}
