/// What the user sees: result formats, errors, progress, and the one class that owns the streams.
///
/// Start with [dev.sabot.console.output.ResultPrinter] and
/// [dev.sabot.console.output.ConsoleOutput].
@NullMarked
package dev.sabot.console.output;

import org.jspecify.annotations.NullMarked;
