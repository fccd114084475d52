/// Writes Parquet files: rows gather by leaf until a row group is full, then chunks are encoded.
/// Start with [dev.sabot.format.parquet.write.ParquetWriter].
@NullMarked
package dev.sabot.format.parquet.write;

import org.jspecify.annotations.NullMarked;
