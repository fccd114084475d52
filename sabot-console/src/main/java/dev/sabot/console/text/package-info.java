/// The text to run: where it comes from, and its statements and dot commands.
///
/// Start with [dev.sabot.console.text.Script].
@NullMarked
package dev.sabot.console.text;

import org.jspecify.annotations.NullMarked;
