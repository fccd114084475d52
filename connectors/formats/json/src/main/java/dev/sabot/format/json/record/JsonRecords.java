package dev.sabot.format.json.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Goes through the records of a file.
///
/// **Threads**: one thread.
interface JsonRecords {
    /// The most bytes of a record.
    int MAX_RECORD_BYTES = 16 << 20;

    /// The most values in one another.
    int MAX_NESTING = 1_000;

    /// Makes parsers with our limits. Names are not kept for good: a file may have any number.
    JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_NESTING)
                                    .maxStringLength(MAX_RECORD_BYTES)
                                    .maxNameLength(MAX_RECORD_BYTES)
                                    .maxNumberLength(1_000)
                                    .build())
                    .build();

    /// Returns a parser at the first token of the next record, or null at the end. The record
    /// before must have been read to its end, or left by [#skip()].
    @Nullable JsonParser next() throws IOException;

    /// Leaves what remains of a record that could not be read; false when reading cannot go on.
    boolean skip() throws IOException;

    /// Returns what must be added to the line numbers of the parser.
    long linesBefore();

    /// Returns about how many bytes have been read as records.
    long bytesRead();
}
