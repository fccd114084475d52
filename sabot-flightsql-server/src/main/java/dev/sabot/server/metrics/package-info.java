/// What the server counts.
/// Start with [dev.sabot.server.metrics.ServerMetrics].
@NullMarked
package dev.sabot.server.metrics;

import org.jspecify.annotations.NullMarked;
