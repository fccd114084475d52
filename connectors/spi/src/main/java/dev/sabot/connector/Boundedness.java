package dev.sabot.connector;

/// Says whether a source ends. Only sources know.
public enum Boundedness {
    BOUNDED,
    UNBOUNDED
}
