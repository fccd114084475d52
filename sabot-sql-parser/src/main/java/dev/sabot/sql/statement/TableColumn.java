package dev.sabot.sql.statement;

import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// A column of CREATE TABLE.
public sealed interface TableColumn {

    /// Returns the column's name.
    Identifier name();

    /// Returns the text after COMMENT, or null.
    @Nullable String comment();

    /// A column that is stored.
    ///
    /// @param type the type; its own nullability says nothing, `nullable` does
    /// @param nullable false for NOT NULL and for the columns of the primary key
    /// @param defaultValue the expression after DEFAULT, or null
    record Stored(
            Identifier name,
            SqlDataTypeSpec type,
            boolean nullable,
            @Nullable SqlNode defaultValue,
            @Nullable String comment)
            implements TableColumn {}

    /// A column computed from others: `name AS expression`.
    ///
    /// @param text the expression as written
    record Computed(Identifier name, SqlNode expression, String text, @Nullable String comment)
            implements TableColumn {}

    /// A column the connector knows beside the row: `name type METADATA [FROM 'key'] [VIRTUAL]`.
    ///
    /// @param key what the connector calls it
    record Metadata(
            Identifier name,
            SqlDataTypeSpec type,
            String key,
            boolean isVirtual,
            @Nullable String comment)
            implements TableColumn {}
}
