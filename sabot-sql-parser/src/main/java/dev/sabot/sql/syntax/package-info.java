/// The meaning of the syntax that Sabot adds to Calcite's query grammar: what the generated parser
/// calls to build nodes. Start with [dev.sabot.sql.syntax.SugarOperators].
@NullMarked
package dev.sabot.sql.syntax;

import org.jspecify.annotations.NullMarked;
