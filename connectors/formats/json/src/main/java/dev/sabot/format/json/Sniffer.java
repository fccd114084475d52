package dev.sabot.format.json;

import com.fasterxml.jackson.core.JsonParser;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.json.record.JsonFile;
import dev.sabot.format.json.value.TypeGuess;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Finds out the columns from the first records of the files.
final class Sniffer {
    /// The most files looked at, unless all are asked for.
    private static final int MAX_FILES = 100;

    private static final int MIN_SAMPLE_ROWS = 1_000;

    private final List<FileInfo> files;
    private final ReadOptions options;
    private final ConnectorContext context;
    private final TypeGuess guess;
    private double estimatedRows;

    Sniffer(List<FileInfo> files, ReadOptions options, ConnectorContext context) {
        this.files = files;
        this.options = options;
        this.context = context;
        this.guess = new TypeGuess(options.maxDepth());
    }

    /// Reads the samples.
    ///
    /// **Errors**: MALFORMED_FILE.
    FileShape sniff(@Nullable Schema declared) {
        int numFiles =
                options.readsAllFiles() && declared == null
                        ? files.size()
                        : Math.min(files.size(), MAX_FILES);
        for (FileInfo file : files.subList(0, numFiles)) {
            estimatedRows += sample(file, declared != null) * files.size() / numFiles;
        }
        if (declared != null) {
            List<String> keys = declared.fields().stream().map(Field::name).toList();
            boolean isSingle = keys.equals(List.of(FileShape.SINGLE_COLUMN)) && !guess.isObject();
            return new FileShape(declared, keys, isSingle, true, estimatedRows);
        }
        return guess.isObject() ? ofObjects() : ofValues();
    }

    private FileShape ofObjects() {
        Map<String, DataType> types = guess.fieldTypes();
        List<Field> columns = new ArrayList<>();
        Set<String> used = new HashSet<>();
        types.forEach((key, type) -> {
            String name = key;
            for (int number = 1; !used.add(name.toLowerCase(Locale.ROOT)); number++) {
                name = key + "_" + number;
            }
            columns.add(Field.of(name, type));
        });
        return new FileShape(
                new Schema(columns), List.copyOf(types.keySet()), false, false, estimatedRows);
    }

    private FileShape ofValues() {
        if (estimatedRows == 0) {
            throw new SabotException(
                    ErrorCode.MALFORMED_FILE,
                    files.get(0).path()
                            + " has no record to find the columns from; declare the columns");
        }
        Schema schema = Schema.of(Field.of(FileShape.SINGLE_COLUMN, guess.type()));
        List<String> keys = List.of(FileShape.SINGLE_COLUMN);
        return new FileShape(schema, keys, true, false, estimatedRows);
    }

    /// Reads the first records of a file and returns about how many it has.
    private double sample(FileInfo file, boolean isDeclared) {
        int share = Math.max(MIN_SAMPLE_ROWS, options.sampleRows() / files.size());
        int wanted = isDeclared ? MIN_SAMPLE_ROWS : Math.min(options.sampleRows(), share);
        long numRecords = 0;
        try (JsonFile open = JsonFile.open(file, options.layout(), options.isGzip(), context)) {
            while (numRecords < wanted) {
                if ((numRecords & 1_023) == 0) {
                    context.checkCancelled();
                }
                if (!addRecord(open)) {
                    return numRecords;
                }
                numRecords++;
                if (guess.isTooLarge()) {
                    throw tooLarge(file);
                }
            }
            double bytesRead = (double) Math.min(open.recordBytes(), open.fileBytes());
            double rows = (double) numRecords;
            return numRecords == 0 ? 0 : Math.max(rows, file.size() / bytesRead * rows);
        }
    }

    private boolean addRecord(JsonFile file) {
        while (true) {
            try {
                JsonParser parser = file.next();
                if (parser == null) {
                    return false;
                }
                guess.add(parser);
                return true;
            } catch (SabotException e) {
                if (!canIgnore(file, e.code())) {
                    throw e;
                }
            } catch (IOException e) {
                SabotException failure = file.malformed(e);
                if (!canIgnore(file, failure.code())) {
                    throw failure;
                }
            }
        }
    }

    private boolean canIgnore(JsonFile file, ErrorCode code) {
        return options.ignoreErrors() && code == ErrorCode.MALFORMED_FILE && file.skip();
    }

    private static SabotException tooLarge(FileInfo file) {
        return new SabotException(
                ErrorCode.MALFORMED_FILE,
                file.path()
                        + ": the records have more than "
                        + TypeGuess.MAX_GUESSES
                        + " different keys; declare the columns, or use a lower maximum_depth");
    }
}
