package dev.sabot.planner.catalog;

import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What CREATE TABLE says of columns that are not simply those the connector keeps.
///
/// @param scanned what a scan of the table can give: its columns, then its metadata
/// @param columns the columns of the table as queries see them
public record Declaration(Schema scanned, List<Column> columns, @Nullable EventTime eventTime) {
    public Declaration {
        columns = List.copyOf(columns);
    }

    /// A column and where its values come from.
    public record Column(Field field, Origin origin) {}

    /// Where values come from.
    public sealed interface Origin {
        /// Kept by the connector.
        ///
        /// @param column index in the connector's columns
        record Stored(int column) implements Origin {}

        /// Known to the connector beside its columns.
        ///
        /// @param column index in what a scan can give
        /// @param key what the connector calls it
        record Metadata(int column, String key, boolean isVirtual) implements Origin {}

        /// Computed of the columns that are kept or metadata.
        ///
        /// @param text the expression as written
        record Computed(String text) implements Origin {}
    }

    /// Which column carries the time of a row, and how far time has come once it was read.
    ///
    /// @param column index in the columns queries see
    /// @param text the expression of the watermark as written
    public record EventTime(int column, String text) {}

    /// Returns the columns queries see.
    public Schema schema() {
        return new Schema(columns.stream().map(Column::field).toList());
    }
}
