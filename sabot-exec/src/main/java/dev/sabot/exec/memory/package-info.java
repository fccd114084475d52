/// Exact accounting of memory per query: Arrow buffers and heap reservations in one budget.
@NullMarked
package dev.sabot.exec.memory;

import org.jspecify.annotations.NullMarked;
