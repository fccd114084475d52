package dev.sabot.format;

import dev.sabot.batch.Batch;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.FileAccess.OutputFile;
import dev.sabot.connector.Option;
import dev.sabot.connector.Table;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Reads and writes one format, of files, of records or both; found by name through ServiceLoader.
///
/// **Threads**: all methods may be called by any thread.
public interface Format {
    /// Returns the name used in `FORMAT …` and `'format' = '…'`, lower case.
    String name();

    /// Returns the file name endings it is chosen by, with their dots, longest first.
    List<String> extensions();

    /// Returns the options for reading.
    List<Option> readOptions();

    /// Returns the options for writing.
    List<Option> writeOptions();

    /// Says whether files carry the types of their values. COPY reads those of other formats with
    /// the types of the table it fills, and converts what the others hold.
    default boolean isSelfDescribing() {
        return false;
    }

    /// Returns the options for reading that COPY gives unless the statement does: nothing of a file
    /// it loads may be left out in silence.
    default Map<String, String> loadOptions() {
        return Map.of();
    }

    /// Opens files as one table. The columns are the declared ones, or found in the files.
    ///
    /// **Errors**: MALFORMED_FILE with path and place, TYPE_MISMATCH when files disagree.
    Table open(
            List<FileInfo> files,
            Map<String, String> options,
            @Nullable Schema declared,
            ConnectorContext context);

    /// Starts writing rows of a schema to a file.
    ///
    /// **Errors**: UNSUPPORTED for a type the format cannot hold.
    FileWriter write(
            OutputFile file, Schema schema, Map<String, String> options, ConnectorContext context);

    /// Returns the options for decoding and encoding records; a connector takes them under the
    /// format's name, as `json.…`.
    default List<Option> recordOptions() {
        return List.of();
    }

    /// Starts decoding records to rows of the given columns, found by name; other fields of the
    /// records are passed over.
    ///
    /// **Errors**: UNSUPPORTED when the format has no records or cannot hold a type;
    /// OPTION_NOT_ALLOWED, INVALID_ARGUMENT.
    default RecordDecoder recordDecoder(
            Schema columns, Map<String, String> options, ConnectorContext context) {
        throw new SabotException(
                ErrorCode.UNSUPPORTED,
                "format " + name() + " is one of files; it has no records to decode");
    }

    /// Starts encoding rows of the given columns to records.
    ///
    /// **Errors**: UNSUPPORTED when the format has no records or cannot hold a type;
    /// OPTION_NOT_ALLOWED, INVALID_ARGUMENT.
    default RecordEncoder recordEncoder(
            Schema columns, Map<String, String> options, ConnectorContext context) {
        throw new SabotException(
                ErrorCode.UNSUPPORTED,
                "format " + name() + " is one of files; it cannot encode records");
    }

    /// Writes one file on one thread.
    interface FileWriter extends AutoCloseable {
        /// Writes rows; the batch stays the caller's and has neither selection nor weights.
        void write(Batch batch);

        /// Writes what remains; the caller commits the file.
        void finish();

        @Override
        void close();
    }
}
