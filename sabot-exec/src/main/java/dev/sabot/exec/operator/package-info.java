/// The operators. Each is one immutable class and its named state.
@NullMarked
package dev.sabot.exec.operator;

import org.jspecify.annotations.NullMarked;
