/// Functions about the session and the engine, hashes and unique identifiers.
/// Start with [dev.sabot.exec.function.scalar.system.SystemFunctions].
@NullMarked
package dev.sabot.exec.function.scalar.system;

import org.jspecify.annotations.NullMarked;
