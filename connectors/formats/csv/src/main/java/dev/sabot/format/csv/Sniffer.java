package dev.sabot.format.csv;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.csv.ReadOptions.Detection;
import dev.sabot.format.csv.value.ColumnBuffer;
import dev.sabot.format.csv.value.ColumnBuffers;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds out the shape of files from their first records.
///
/// Delimiter and header are those of the first file that has a record; the types are those that fit
/// the samples of all files looked at.
final class Sniffer {
    /// The most files looked at, unless every file may have columns of its own.
    private static final int MAX_FILES = 100;

    private static final int MIN_SAMPLE_ROWS = 1_000;

    private final List<FileInfo> files;
    private final ReadOptions options;
    private final ConnectorContext context;

    Sniffer(List<FileInfo> files, ReadOptions options, ConnectorContext context) {
        this.files = files;
        this.options = options;
        this.context = context;
    }

    /// Reads the samples.
    ///
    /// **Errors**: MALFORMED_FILE; TYPE_MISMATCH when a header lacks declared columns.
    FileShape sniff(@Nullable Schema declared) {
        List<FileSample> samples = new ArrayList<>();
        Dialect dialect = options.dialect();
        boolean isDelimiterKnown = options.delimiter() != null;
        int numFiles = Math.min(files.size(), MAX_FILES);
        if (options.detection().unionByName()) {
            numFiles = declared == null ? files.size() : numFiles;
        }
        for (FileInfo file : files.subList(0, numFiles)) {
            if (!isDelimiterKnown) {
                dialect = new DelimiterSearch(file, options, context).find();
            }
            FileSample sample =
                    FileSample.read(file, dialect, options, sampleRows(declared), context);
            if (!sample.first().isEmpty()) {
                isDelimiterKnown = true;
                samples.add(sample);
            }
        }
        if (samples.isEmpty()) {
            return ofEmptyFiles(dialect, declared);
        }
        boolean hasHeader = hasHeader(samples.get(0), declared);
        double estimatedRows = 0;
        for (FileSample sample : samples) {
            estimatedRows += sample.estimatedRows(hasHeader) * files.size() / numFiles;
        }
        Schema schema = declared == null ? found(samples, hasHeader) : declared;
        return new FileShape(dialect, hasHeader, schema, declared != null, estimatedRows);
    }

    private int sampleRows(@Nullable Schema declared) {
        Detection detection = options.detection();
        if (!detection.isWanted() || detection.allVarchar() || declared != null) {
            return MIN_SAMPLE_ROWS;
        }
        if (detection.sampleRows() < 0) {
            return Integer.MAX_VALUE;
        }
        int share = Math.max(MIN_SAMPLE_ROWS, detection.sampleRows() / files.size());
        return Math.min(detection.sampleRows(), share);
    }

    private FileShape ofEmptyFiles(Dialect dialect, @Nullable Schema declared) {
        if (declared == null) {
            throw new SabotException(
                    ErrorCode.MALFORMED_FILE,
                    files.get(0).path()
                            + " has no record to find the columns from; declare the columns");
        }
        return new FileShape(dialect, false, declared, true, 0);
    }

    private boolean hasHeader(FileSample sample, @Nullable Schema declared) {
        if (options.hasHeader() != null) {
            return options.hasHeader();
        }
        return declared == null ? sample.hasHeader() : isHeaderOf(sample, declared);
    }

    /// The first record is a header when it has the declared names; it is none when its values fit
    /// the declared types.
    private boolean isHeaderOf(FileSample sample, Schema declared) {
        Schema named =
                new Schema(
                        sample.names(true).stream()
                                .map(name -> Field.of(name, DataType.VARCHAR))
                                .toList());
        boolean hasNames = true;
        for (Field field : declared.fields()) {
            hasNames &= named.indexOf(field.name()) >= 0;
        }
        if (hasNames) {
            return true;
        }
        ColumnBuffers buffers = options.buffers(context);
        boolean isRow = sample.first().size() == declared.size();
        for (int column = 0; isRow && column < declared.size(); column++) {
            String text = sample.first().get(column);
            ColumnBuffer buffer = buffers.create(declared.field(column));
            isRow =
                    text.isEmpty()
                            || text.equals(options.values().nullText())
                            || buffer.append(text.toCharArray(), 0, text.length());
        }
        return !isRow;
    }

    private Schema found(List<FileSample> samples, boolean hasHeader) {
        Map<String, Field> names = new LinkedHashMap<>();
        Map<String, TypeGuess> guesses = new LinkedHashMap<>();
        for (FileSample sample : samples) {
            List<String> own = sample.names(hasHeader);
            boolean isAdding = names.isEmpty() || options.detection().unionByName();
            for (int field = 0; field < own.size(); field++) {
                String key = own.get(field).toLowerCase(Locale.ROOT);
                if (isAdding) {
                    names.putIfAbsent(key, Field.of(own.get(field), DataType.VARCHAR));
                    guesses.putIfAbsent(key, new TypeGuess());
                }
                TypeGuess guess = guesses.get(key);
                if (guess != null) {
                    guess.add(sample.guess(field, hasHeader));
                }
            }
        }
        boolean isText = options.detection().allVarchar() || !options.detection().isWanted();
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, Field> name : names.entrySet()) {
            TypeGuess guess = guesses.get(name.getKey());
            DataType type = isText || guess == null ? DataType.VARCHAR : guess.type();
            fields.add(Field.of(name.getValue().name(), type));
        }
        return new Schema(fields);
    }
}
