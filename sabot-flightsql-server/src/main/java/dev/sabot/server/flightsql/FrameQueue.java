package dev.sabot.server.flightsql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.server.wire.FlightFrame;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/// Brings the messages of a call from gRPC's threads to the one that works for the call; asks for
/// the next when one is taken.
///
/// **Threads**: safe.
final class FrameQueue {
    private final Runnable request;
    private final Deque<FlightFrame> frames = new ArrayDeque<>();
    private boolean hasEnded;

    /// @param request asks gRPC for one more message
    FrameQueue(Runnable request) {
        this.request = request;
    }

    synchronized void add(FlightFrame frame) {
        frames.add(frame);
        notifyAll();
    }

    /// Says that no more will come.
    synchronized void end() {
        hasEnded = true;
        notifyAll();
    }

    /// Returns the next message, waiting for it, or null at the end.
    @Nullable FlightFrame take() {
        FlightFrame frame;
        synchronized (this) {
            while (frames.isEmpty() && !hasEnded) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new SabotException(
                            ErrorCode.SHUTTING_DOWN, "the server is shutting down", e);
                }
            }
            frame = frames.poll();
        }
        if (frame != null) {
            request.run();
        }
        return frame;
    }

    synchronized void discard() {
        frames.clear();
    }
}
