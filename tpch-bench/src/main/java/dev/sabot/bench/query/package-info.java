/// Holds the texts of the 22 TPC-H queries.
///
/// Start with [dev.sabot.bench.query.TpchQuery].
@NullMarked
package dev.sabot.bench.query;

import org.jspecify.annotations.NullMarked;
