/// Hashing of key columns and tables from keys to dense numbers, shared by grouping, joins,
/// DISTINCT, set operations and windows.
/// Start with [dev.sabot.exec.operator.hash.KeyTable]; [dev.sabot.exec.operator.hash.KeyHash] fixes
/// the hash of every value.
@NullMarked
package dev.sabot.exec.operator.hash;

import org.jspecify.annotations.NullMarked;
