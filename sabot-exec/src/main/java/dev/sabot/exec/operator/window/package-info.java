/// Window functions over partitions: ranking, navigation and aggregates over frames.
/// Start with [dev.sabot.exec.operator.window.WindowBreaker].
@NullMarked
package dev.sabot.exec.operator.window;

import org.jspecify.annotations.NullMarked;
