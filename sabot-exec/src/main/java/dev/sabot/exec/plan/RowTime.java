package dev.sabot.exec.plan;

import dev.sabot.exec.expression.Expression;

/// Says how the event time of a scan arises.
///
/// After each row of a split, in order, the split's watermark is the greatest value the watermark
/// expression had so far; it never goes back and promises that no later row has a smaller time.
///
/// @param column the output column of the scan that carries the event time
/// @param watermark over the scan's output columns, before its filter; of the column's type
/// @see "Akidau et al., The Dataflow Model, VLDB 2015"
public record RowTime(int column, Expression watermark) {}
