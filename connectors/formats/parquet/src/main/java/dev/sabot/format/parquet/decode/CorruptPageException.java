package dev.sabot.format.parquet.decode;

/// Says what is wrong with the bytes of a page; the reader adds file and column and reports
/// MALFORMED_FILE.
public final class CorruptPageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CorruptPageException(String detail) {
        super(detail);
    }
}
