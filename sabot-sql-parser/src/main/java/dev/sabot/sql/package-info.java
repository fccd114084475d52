/// SQL text to statements, in two layers: an ANTLR grammar reads the statements of a script and
/// leaves queries, expressions and types as islands, which Calcite's grammar, extended, reads in
/// place. Start with [dev.sabot.sql.SqlParser].
@NullMarked
package dev.sabot.sql;

import org.jspecify.annotations.NullMarked;
