package dev.sabot.format.json.record;

import java.io.IOException;

/// Says that a record passes the limit.
final class RecordTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    RecordTooLongException() {
        super("a record is longer than 16 MiB");
    }
}
