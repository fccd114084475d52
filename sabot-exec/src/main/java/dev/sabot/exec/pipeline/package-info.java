/// Pipelines: sources, operators and breakers, driven morsel by morsel on a fixed pool of threads.
/// Start with [dev.sabot.exec.pipeline.Operator] and [dev.sabot.exec.pipeline.Driver].
@NullMarked
package dev.sabot.exec.pipeline;

import org.jspecify.annotations.NullMarked;
