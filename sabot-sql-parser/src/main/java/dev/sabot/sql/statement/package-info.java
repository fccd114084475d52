/// What a user can ask: one record per kind of statement, each with its place in the text, nothing
/// resolved. Queries, expressions and column types inside are Calcite nodes with true positions.
/// Start with [dev.sabot.sql.statement.Statement].
@NullMarked
package dev.sabot.sql.statement;

import org.jspecify.annotations.NullMarked;
