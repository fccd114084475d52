/// What is measured, and the figures that come out.
///
/// Start with [dev.sabot.bench.measure.Setup].
@NullMarked
package dev.sabot.bench.measure;

import org.jspecify.annotations.NullMarked;
