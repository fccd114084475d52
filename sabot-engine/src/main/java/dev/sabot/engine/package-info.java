/// The embeddable engine: SQL text in, Arrow batches out.
/// Start with [dev.sabot.engine.Engine] and [dev.sabot.engine.Session].
@NullMarked
package dev.sabot.engine;

import org.jspecify.annotations.NullMarked;
