/// Functions of texts and bytes. Characters are Unicode code points, positions count from 1.
/// Start with [dev.sabot.exec.function.scalar.text.TextFunctions].
@NullMarked
package dev.sabot.exec.function.scalar.text;

import org.jspecify.annotations.NullMarked;
