package dev.sabot.exec.plan;

/// Says when groups of an aggregation over an unbounded input are given.
///
/// With a window end, a group is final, given once and dropped as soon as the watermark reaches
/// `window end + delay`; rows of a group that is gone are late. Without, groups never end: what
/// changed since the last flush is given as weights, the old row with -1 and the new one with +1.
///
/// @param windowEnd position among the keys of the TIMESTAMP at which a group ends, or -1
/// @param delayMicros how far rows may lie behind the watermark of the input
public record StreamGrouping(int windowEnd, long delayMicros) {
    /// Groups that never end.
    public static final StreamGrouping CHANGES = new StreamGrouping(-1, 0);
}
