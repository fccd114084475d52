package dev.sabot.format.csv.value;

/// Reads a value of at most 64 bits from a text without blanks around it.
@FunctionalInterface
public interface LongParser {
    /// Stores the value at a place, or returns false when the text is none.
    boolean parse(char[] chars, int from, int to, long[] target, int at);
}
