package dev.sabot.jdbc.session;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells an execution to stop. Given before the execution exists, so that planning can be cancelled
 * as well as running.
 *
 * <p><b>Threads:</b> safe. A callback runs in the thread that cancels and must not block.
 */
public final class CancelSignal {
    private final List<Runnable> callbacks = new ArrayList<>();
    private boolean cancelled;

    /** Runs the callbacks once; a second call does nothing. */
    public void cancel() {
        List<Runnable> toRun;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            toRun = new ArrayList<>(callbacks);
            callbacks.clear();
        }
        toRun.forEach(Runnable::run);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Runs the callback when the signal is given, at once if it has been. */
    public void onCancel(Runnable callback) {
        synchronized (this) {
            if (!cancelled) {
                callbacks.add(callback);
                return;
            }
        }
        callback.run();
    }
}
