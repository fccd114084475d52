/// The SQL text as the console needs it: statements, tokens and keywords.
///
/// Start with [dev.sabot.console.text.SqlText], the only user of Sabot's statement grammar.
@NullMarked
package dev.sabot.console.text;

import org.jspecify.annotations.NullMarked;
