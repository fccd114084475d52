package dev.sabot.sql.statement;

import dev.sabot.error.SourcePosition;

import org.apache.calcite.sql.SqlNode;

/// `WATERMARK FOR column AS expression`.
public record Watermark(Identifier column, SqlNode expression, SourcePosition position) {}
