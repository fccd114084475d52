/// Records to types and values. Start with [dev.sabot.format.json.value.TypeGuess] and
/// [dev.sabot.format.json.value.ValueReader].
@NullMarked
package dev.sabot.format.json.value;

import org.jspecify.annotations.NullMarked;
