/// Compression of pages, between addresses.
/// Start with [dev.sabot.format.parquet.codec.Decompressor].
@NullMarked
package dev.sabot.format.parquet.codec;

import org.jspecify.annotations.NullMarked;
