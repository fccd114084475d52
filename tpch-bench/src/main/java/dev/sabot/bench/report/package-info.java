/// Prints progress, figures and the machine they come from.
///
/// Start with [dev.sabot.bench.report.BenchOutput].
@NullMarked
package dev.sabot.bench.report;

import org.jspecify.annotations.NullMarked;
