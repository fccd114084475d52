/// Parquet as a format: tables of files, scans with pruning and late decoding, and writing.
///
/// Start with [dev.sabot.format.parquet.ParquetFormat]. Below it: `file` (footers, schemas,
/// statistics), `chunk` (pages to columns), `decode` (encodings), `codec` (compression), `write`.
@NullMarked
package dev.sabot.format.parquet;

import org.jspecify.annotations.NullMarked;
