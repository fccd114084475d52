package dev.sabot.exec.plan;

/// Orders by one column; values compare as SQL says, NaN above all other numbers, text by UTF-8
/// bytes.
public record SortKey(int column, boolean isDescending, boolean isNullsFirst) {}
