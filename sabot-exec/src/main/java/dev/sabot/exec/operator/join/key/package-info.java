/// The keys of joins: reading them as words, finding rows by them, filtering scans by them.
/// Start with [dev.sabot.exec.operator.join.key.JoinIndex].
@NullMarked
package dev.sabot.exec.operator.join.key;

import org.jspecify.annotations.NullMarked;
