package dev.sabot.format.csv;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.format.csv.ReadOptions.Values;

import java.util.ArrayList;
import java.util.List;

/// The first records of a file: the first one as it is, of the others what types they may have.
final class FileSample {
    private final FileInfo info;
    private final List<String> first = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<TypeGuess> firstGuesses = new ArrayList<>();
    private final List<TypeGuess> guesses = new ArrayList<>();
    private long numRecords;
    private long numChars;
    private long bytesRead;
    private boolean isWhole;

    private FileSample(FileInfo info) {
        this.info = info;
    }

    /// Reads up to a number of records. Those with another number of fields than the first are left
    /// to the scan, which refuses them.
    static FileSample read(
            FileInfo info,
            Dialect dialect,
            ReadOptions options,
            int maxRecords,
            ConnectorContext context) {
        FileSample sample = new FileSample(info);
        try (CsvFile file = CsvFile.open(info, dialect, options, context)) {
            RecordReader records = file.records();
            while (true) {
                if ((sample.numRecords & 1_023) == 0) {
                    context.checkCancelled();
                }
                if (sample.numRecords > maxRecords) {
                    break;
                }
                if (!records.next()) {
                    sample.isWhole = true;
                    break;
                }
                sample.add(records.buffer(), options.values());
            }
            sample.bytesRead = file.bytesRead();
        }
        return sample;
    }

    private void add(RecordBuffer record, Values values) {
        if (record.isEmptyLine()) {
            return;
        }
        int numFields = record.numFields();
        numRecords++;
        numChars += record.end(numFields - 1) + numFields;
        if (first.isEmpty()) {
            for (int field = 0; field < numFields; field++) {
                first.add(record.text(field));
                names.add(record.name(field));
                firstGuesses.add(new TypeGuess());
                guesses.add(new TypeGuess());
            }
            guess(record, values, firstGuesses);
        } else if (record.hasFields(first.size())) {
            guess(record, values, guesses);
        }
    }

    private static void guess(RecordBuffer record, Values values, List<TypeGuess> guesses) {
        char[] nullText = values.nullText().toCharArray();
        for (int field = 0; field < guesses.size(); field++) {
            boolean isNull =
                    record.isEmpty(field)
                            || !record.isQuoted(field) && record.matches(field, nullText);
            if (!isNull) {
                guesses.get(field)
                        .add(record.chars(), record.start(field), record.end(field), values);
            }
        }
    }

    /// Says whether the first record names the columns: when it does not fit the types of the
    /// others, or when there is nothing but texts.
    boolean hasHeader() {
        boolean isTyped = false;
        boolean isFirstTyped = false;
        boolean isFirstNull = true;
        for (int field = 0; field < first.size(); field++) {
            TypeGuess guess = guesses.get(field);
            TypeGuess own = firstGuesses.get(field);
            isFirstNull &= !own.hasValues();
            isFirstTyped |= own.isTyped();
            if (guess.isTyped()) {
                isTyped = true;
                if (own.hasValues() && !own.fits(guess)) {
                    return true;
                }
            }
        }
        return !isTyped && !isFirstTyped && !isFirstNull;
    }

    /// Returns the guess of a field, of the first record too where that is no header.
    TypeGuess guess(int field, boolean hasHeader) {
        TypeGuess guess = new TypeGuess();
        guess.add(guesses.get(field));
        if (!hasHeader) {
            guess.add(firstGuesses.get(field));
        }
        return guess;
    }

    /// Returns the column names.
    List<String> names(boolean hasHeader) {
        return hasHeader ? ColumnNames.ofHeader(names) : ColumnNames.ofPlaces(first.size());
    }

    /// Returns the fields of the first record; none when the file has no record.
    List<String> first() {
        return first;
    }

    /// Returns about how many rows the file has.
    double estimatedRows(boolean hasHeader) {
        double rows = numRecords - (hasHeader && numRecords > 0 ? 1 : 0);
        if (isWhole || numRecords == 0) {
            return rows;
        }
        double rowBytes = Math.min(numChars, bytesRead) / (double) numRecords;
        return Math.max(rows, info.size() / rowBytes);
    }
}
