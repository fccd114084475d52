/// The prompt: line editing, completion and highlighting with JLine.
///
/// Start with [dev.sabot.console.line.LineEditor]. Nothing here is loaded unless the console is
/// interactive.
@NullMarked
package dev.sabot.console.line;

import org.jspecify.annotations.NullMarked;
