/// Batches of columns in Arrow layout, and the elements that flow between operators.
/// Start with [dev.sabot.batch.Batch] and [dev.sabot.batch.Column].
@NullMarked
package dev.sabot.batch;

import org.jspecify.annotations.NullMarked;
