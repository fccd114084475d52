package dev.sabot.engine;

import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;

import java.util.List;

/// A statement understood and checked, ready to run any number of times.
///
/// @param schema the columns of the result; of a count, one BIGINT
/// @param parameters the type of each `?`; NULL where it is not determined
record Work(Query.Kind kind, Schema schema, List<DataType> parameters, Starter starter) {

    /// Starts a statement in a context made for it; the context is the query's from then on.
    interface Starter {
        Query start(StatementContext context);
    }
}
