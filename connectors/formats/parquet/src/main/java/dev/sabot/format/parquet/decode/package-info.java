/// Decoders of page bytes. Every run and every page is checked against its end before its bytes are
/// read, because addresses are absolute: a lie in a file must end as an error, never as a crash.
/// Start with [dev.sabot.format.parquet.decode.ValueReader].
@NullMarked
package dev.sabot.format.parquet.decode;

import org.jspecify.annotations.NullMarked;
