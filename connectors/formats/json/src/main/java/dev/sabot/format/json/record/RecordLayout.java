package dev.sabot.format.json.record;

/// Says how the records of a file are arranged.
public enum RecordLayout {
    /// To be found out from the start of each file.
    AUTO,
    /// One per line.
    NEWLINE_DELIMITED,
    /// In one array.
    ARRAY,
    /// One after the other.
    UNSTRUCTURED
}
