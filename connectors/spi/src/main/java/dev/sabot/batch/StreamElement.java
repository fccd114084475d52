package dev.sabot.batch;

/// The only thing that flows between operators; control never overtakes data.
public sealed interface StreamElement {
    /// The watermark of a source that has ended: no window is left open by it.
    long END_OF_TIME = Long.MAX_VALUE;

    /// Carries rows; the receiver owns the batch.
    record Data(Batch batch) implements StreamElement {}

    /// Promises that no row with an event time before `micros` follows.
    record Watermark(long micros) implements StreamElement {}

    /// Says that a source has nothing to say for a while, or speaks again.
    record Status(Activity activity) implements StreamElement {}

    /// Tells the processing time.
    record Tick(long micros) implements StreamElement {}

    /// Separates the rows of an epoch from those of the next.
    record Barrier(long epoch) implements StreamElement {}

    /// Ends the stream; nothing follows.
    record EndOfStream() implements StreamElement {
        public static final EndOfStream INSTANCE = new EndOfStream();
    }

    /// Whether a stream holds back the watermark of those it is merged with.
    enum Activity {
        ACTIVE,
        IDLE
    }
}
