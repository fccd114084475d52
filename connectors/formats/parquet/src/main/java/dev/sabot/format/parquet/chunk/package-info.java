/// Reads column chunks page by page and makes columns of rows of them, nested ones too.
/// Start with [dev.sabot.format.parquet.chunk.ColumnReader].
@NullMarked
package dev.sabot.format.parquet.chunk;

import org.jspecify.annotations.NullMarked;
