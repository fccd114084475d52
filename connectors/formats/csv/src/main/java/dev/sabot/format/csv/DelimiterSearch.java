package dev.sabot.format.csv;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.util.HashMap;
import java.util.Map;

/// Finds out which character parts the fields of a file: the one that gives the most records the
/// same number of fields, and of several such the one that gives the most fields.
final class DelimiterSearch {
    /// Of equals the first wins: commas are in texts and numbers more often than the others.
    private static final char[] CANDIDATES = {'\t', '|', ';', ','};

    private static final int SAMPLE_RECORDS = 1_000;

    private final FileInfo file;
    private final ReadOptions options;
    private final ConnectorContext context;

    DelimiterSearch(FileInfo file, ReadOptions options, ConnectorContext context) {
        this.file = file;
        this.options = options;
        this.context = context;
    }

    /// What a delimiter makes of the first records.
    private record Score(int numFields, int numFitting, int numRecords) {
        static final Score NONE = new Score(1, 0, 1);

        boolean isBetterThan(Score other) {
            // shares compared without division
            long own = (long) numFitting * other.numRecords;
            long others = (long) other.numFitting * numRecords;
            return own > others || own == others && numFields > other.numFields;
        }

        boolean isUsable() {
            return numFields > 1 && 2L * numFitting >= numRecords;
        }
    }

    /// Returns the delimiter, the comma where there seems to be none.
    Dialect find() {
        Dialect dialect = options.dialect();
        Score best = Score.NONE;
        char chosen = ',';
        for (char candidate : CANDIDATES) {
            Character quote = dialect.quote();
            Character comment = dialect.comment();
            boolean isTaken =
                    quote != null && quote == candidate || comment != null && comment == candidate;
            Score score = isTaken ? Score.NONE : score(dialect.withDelimiter(candidate));
            if (score.isUsable() && score.isBetterThan(best)) {
                best = score;
                chosen = candidate;
            }
        }
        return dialect.withDelimiter(chosen);
    }

    private Score score(Dialect dialect) {
        Map<Integer, Integer> counts = new HashMap<>();
        int numRecords = 0;
        try (CsvFile open = CsvFile.open(file, dialect, options, context)) {
            RecordReader records = open.records();
            while (numRecords < SAMPLE_RECORDS && records.next()) {
                if (!records.buffer().isEmptyLine()) {
                    counts.merge(records.buffer().numFields(), 1, Integer::sum);
                    numRecords++;
                }
            }
        } catch (SabotException e) {
            // with another delimiter the same text may be well-formed
            if (e.code() != ErrorCode.MALFORMED_FILE) {
                throw e;
            }
            return Score.NONE;
        }
        Score best = Score.NONE;
        for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
            Score score = new Score(count.getKey(), count.getValue(), numRecords);
            best = score.isBetterThan(best) ? score : best;
        }
        return best;
    }
}
