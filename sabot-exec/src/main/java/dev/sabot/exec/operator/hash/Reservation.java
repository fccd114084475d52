package dev.sabot.exec.operator.hash;

import dev.sabot.exec.memory.MemoryBudget;

/// Holds what one structure has reserved of the query's memory.
///
/// **Threads**: one at a time.
public final class Reservation implements AutoCloseable {
    private final MemoryBudget budget;
    private final String operator;
    private long bytes;

    public Reservation(MemoryBudget budget, String operator) {
        this.budget = budget;
        this.operator = operator;
    }

    /// Reserves more.
    ///
    /// **Errors**: MEMORY_LIMIT; what was held stays held.
    public void add(long more) {
        budget.reserve(operator, more);
        bytes += more;
    }

    /// Gives back a part.
    public void remove(long less) {
        budget.release(less);
        bytes -= less;
    }

    /// Reserves more or gives back so that this many bytes are held.
    public void resize(long newBytes) {
        if (newBytes > bytes) {
            add(newBytes - bytes);
        } else if (newBytes < bytes) {
            remove(bytes - newBytes);
        }
    }

    /// Gives everything back.
    @Override
    public void close() {
        budget.release(bytes);
        bytes = 0;
    }
}
