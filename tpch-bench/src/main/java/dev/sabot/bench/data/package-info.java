/// Makes the TPC-H tables as Parquet files, once, and finds them again.
///
/// Start with [dev.sabot.bench.data.DataSet].
@NullMarked
package dev.sabot.bench.data;

import org.jspecify.annotations.NullMarked;
