package dev.sabot.exec.plan;

/// Says which rows a join keeps. The left input is the probe side.
public enum JoinType {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    /// Left rows with a match.
    SEMI,
    /// Left rows without a match.
    ANTI,
    /// As ANTI for NOT IN: no left row remains when the right has a null key; a null left key
    /// remains only when the right is empty.
    ANTI_NULL_AWARE,
    /// All left rows with a BOOLEAN column: the value of `left keys IN (right keys)`, null when
    /// unknown.
    MARK
}
