package dev.sabot.format.parquet.write;

import dev.sabot.connector.Option;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.TypeKind;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a file is written.
///
/// @param rowGroupRows the rows of a row group
public record WriterOptions(Compressor compressor, int rowGroupRows) {
    private static final Option COMPRESSION =
            new Option(
                    "compression", TypeKind.VARCHAR, "snappy, zstd, lz4, gzip or none", "snappy");
    private static final Option ROW_GROUP_SIZE =
            new Option("row_group_size", TypeKind.INTEGER, "the rows of a row group", "122880");
    private static final int MAX_ROW_GROUP_ROWS = 10_000_000;

    /// All options of writing.
    public static final List<Option> OPTIONS = List.of(COMPRESSION, ROW_GROUP_SIZE);

    /// Reads options.
    ///
    /// **Errors**: OPTION_NOT_ALLOWED, INVALID_ARGUMENT.
    public static WriterOptions of(Map<String, String> given) {
        Option.check("format parquet", OPTIONS, given);
        String codec = String.valueOf(COMPRESSION.in(given)).toLowerCase(Locale.ROOT);
        String rows = String.valueOf(ROW_GROUP_SIZE.in(given));
        int rowGroupRows;
        try {
            rowGroupRows = Integer.parseInt(rows.trim());
        } catch (NumberFormatException e) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT, "row_group_size '" + rows + "' is no number", e);
        }
        if (rowGroupRows < 1 || rowGroupRows > MAX_ROW_GROUP_ROWS) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "row_group_size " + rowGroupRows + " is not in 1.." + MAX_ROW_GROUP_ROWS);
        }
        return new WriterOptions(Compressor.of(codec), rowGroupRows);
    }
}
