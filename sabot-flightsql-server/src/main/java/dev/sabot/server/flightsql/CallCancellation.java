package dev.sabot.server.flightsql;

import org.jspecify.annotations.Nullable;

/// Brings the end of a call, by the client or by its deadline, to what works for it.
///
/// **Threads**: safe.
final class CallCancellation {
    private @Nullable Runnable action;
    private boolean isCancelled;

    /// Says what ends the work; runs it at once when the call has ended already.
    void onCancel(Runnable newAction) {
        synchronized (this) {
            action = newAction;
            if (!isCancelled) {
                return;
            }
        }
        newAction.run();
    }

    /// Ends the work; returns at once.
    void cancel() {
        Runnable current;
        synchronized (this) {
            isCancelled = true;
            current = action;
            notifyAll();
        }
        if (current != null) {
            current.run();
        }
    }

    synchronized boolean isCancelled() {
        return isCancelled;
    }
}
