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
    /// Right rows with a match. Hash joins only.
    RIGHT_SEMI,
    /// Right rows without a match. Hash joins only.
    RIGHT_ANTI,
    /// All left rows with a BOOLEAN column: the value of `left keys IN (right keys)`, null when
    /// unknown.
    MARK
}
