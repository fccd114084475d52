/// The terminal: the `sabot` command line, its scripts and its interactive prompt, over plain JDBC.
///
/// Start with [dev.sabot.console.Main]. `StatementRunner` runs one statement, `ScriptRunner` a text
/// of many, `InteractiveLoop` the prompt. Rows are printed by `dev.sabot.console.output`, lines are
/// edited by `dev.sabot.console.line`, and texts are cut by `dev.sabot.console.text`.
@NullMarked
package dev.sabot.console;

import org.jspecify.annotations.NullMarked;
