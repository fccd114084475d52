/// WITH RECURSIVE. Start with [dev.sabot.exec.operator.recursion.Recursion].
@NullMarked
package dev.sabot.exec.operator.recursion;

import org.jspecify.annotations.NullMarked;
