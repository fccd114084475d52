/// Runs queries on engines over JDBC, checks their rows and takes their times.
///
/// Start with [dev.sabot.bench.run.BenchEngine].
@NullMarked
package dev.sabot.bench.run;

import org.jspecify.annotations.NullMarked;
