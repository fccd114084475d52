/// The one error that leaves a module, [dev.sabot.error.SabotException], and its codes.
/// Start with [dev.sabot.error.ErrorCode].
@NullMarked
package dev.sabot.error;

import org.jspecify.annotations.NullMarked;
