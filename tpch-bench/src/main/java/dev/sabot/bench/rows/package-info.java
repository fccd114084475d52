/// Compares the rows of two engines.
///
/// Start with [dev.sabot.bench.rows.RowComparison].
@NullMarked
package dev.sabot.bench.rows;

import org.jspecify.annotations.NullMarked;
