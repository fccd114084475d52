package dev.sabot.exec.plan;

import dev.sabot.exec.expression.Expression;

/// Says how the event time of a scan arises.
///
/// After each row of a split, in order, the split's watermark is the greatest value the watermark
/// expression had so far; it never goes back and promises that no later row has a smaller time.
///
/// @param time the event time over the scan's output columns, one of them as a rule
/// @param watermark over the scan's output columns, before its filter; of the time's type
/// @see "Akidau et al., The Dataflow Model, VLDB 2015"
public record RowTime(Expression time, Expression watermark) {
    /// Describes rows of which a column carries the event time.
    public RowTime(int column, Expression watermark) {
        this(new Expression.ColumnReference(column, watermark.type()), watermark);
    }
}
