/// What a Parquet file says of itself: footer, schema and statistics, read with mistrust.
/// Start with [dev.sabot.format.parquet.file.FooterReader].
@NullMarked
package dev.sabot.format.parquet.file;

import org.jspecify.annotations.NullMarked;
