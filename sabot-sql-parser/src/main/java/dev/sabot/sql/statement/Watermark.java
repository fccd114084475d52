package dev.sabot.sql.statement;

import dev.sabot.error.SourcePosition;

import org.apache.calcite.sql.SqlNode;

/// `WATERMARK FOR column AS expression`.
///
/// @param text the expression as written
public record Watermark(
        Identifier column, SqlNode expression, String text, SourcePosition position) {}
