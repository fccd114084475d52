/// The `sabot bench` command: benchmarks that check every row before they believe a time.
///
/// Start with [dev.sabot.bench.Main]. Data come from `dev.sabot.bench.data`, queries from
/// `dev.sabot.bench.query`; `dev.sabot.bench.run` drives engines over JDBC, `dev.sabot.bench.rows`
/// compares their rows, and `dev.sabot.bench.report` prints.
@NullMarked
package dev.sabot.bench;

import org.jspecify.annotations.NullMarked;
