/// Functions of JSON kept as text. Start with [dev.sabot.exec.function.scalar.json.JsonFunctions].
@NullMarked
package dev.sabot.exec.function.scalar.json;

import org.jspecify.annotations.NullMarked;
