/// Runs SQL tests: files of statements and queries with their answers, under several
/// configurations. Start with [dev.sabot.sqltest.SltRunner]; [dev.sabot.sqltest.SltRecord]
/// describes the format.
@NullMarked
package dev.sabot.sqltest;

import org.jspecify.annotations.NullMarked;
