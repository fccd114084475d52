/// Writes the pages of `docs/reference` from the declarations in the code, and fails when one of
/// them is stale. Start with [dev.sabot.reference.ReferenceTest].
@NullMarked
package dev.sabot.reference;

import org.jspecify.annotations.NullMarked;
