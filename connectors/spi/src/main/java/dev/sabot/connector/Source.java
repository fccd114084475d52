package dev.sabot.connector;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Reads a table in parts.
public interface Source {
    /// Lists the parts, of an unbounded table those there are now. A bounded split is one unit of
    /// parallel work: aim at 16 K to 128 K rows. `filter` may drop splits that cannot match; null
    /// when there is none.
    List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context);

    /// Returns what is left of a split past a position that a reader of it gave.
    ///
    /// **Errors**: UNSUPPORTED when the splits of this source are read as a whole.
    default Split resume(Split split, long position) {
        throw new SabotException(
                ErrorCode.UNSUPPORTED, split.describe() + " cannot be read from its middle on");
    }

    /// Says whether readers apply the whole filter, so that every row they return passes it.
    boolean appliesFilter();

    /// Opens a part for one thread. `filter` belongs to that thread.
    SplitReader open(Split split, @Nullable ScanFilter filter, ConnectorContext context);

    /// One part of a source; immutable and serializable data of the connector's own type.
    interface Split {
        /// Returns about how many rows it has, or -1.
        long estimatedRows();

        /// Returns a short name for EXPLAIN and errors.
        String describe();
    }
}
