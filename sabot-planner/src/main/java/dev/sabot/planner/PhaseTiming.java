package dev.sabot.planner;

/// Says how long one phase of planning took.
public record PhaseTiming(String phase, long nanos) {}
