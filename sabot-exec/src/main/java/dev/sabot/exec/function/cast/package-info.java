/// Casts between all types, and the text forms of all values. Start with
/// [dev.sabot.exec.function.cast.Casts] and [dev.sabot.exec.function.cast.ValueText].
@NullMarked
package dev.sabot.exec.function.cast;

import org.jspecify.annotations.NullMarked;
