package dev.sabot.format.json.value;

/// Says that a value is not of the type wanted; the parser is at its first token.
public final class ValueMismatchException extends Exception {
    private static final long serialVersionUID = 1L;

    /// Says what the value is.
    public ValueMismatchException(String message) {
        // caught by the reader of records, whose place it takes
        super(message, null, false, false);
    }
}
