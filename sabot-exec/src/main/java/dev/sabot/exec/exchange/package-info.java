/// The one contract by which elements move between tasks, and its form inside one process.
@NullMarked
package dev.sabot.exec.exchange;

import org.jspecify.annotations.NullMarked;
