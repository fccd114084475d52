package dev.sabot.engine;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;

import java.util.List;

/// A statement planned once, to be run any number of times with values for its parameters. It is
/// planned again when the catalog has changed in between.
///
/// **Threads**: safe.
public final class PreparedStatement {
    private final Session session;
    private final String sql;
    private Work work;
    private long catalogVersion;

    PreparedStatement(Session session, String sql, Work work, long catalogVersion) {
        this.session = session;
        this.sql = sql;
        this.work = work;
        this.catalogVersion = catalogVersion;
    }

    public synchronized Query.Kind kind() {
        return work.kind();
    }

    public synchronized Schema schema() {
        return work.schema();
    }

    /// Returns the type of each parameter; NULL where any will do.
    public synchronized List<DataType> parameterTypes() {
        return work.parameters();
    }

    /// Runs the statement.
    ///
    /// **Errors**: WRONG_PARAMETER when there are more or fewer values than parameters.
    public Query execute(List<Literal> values, long timeoutMillis) {
        Work current;
        synchronized (this) {
            if (catalogVersion != session.catalogVersion()) {
                catalogVersion = session.catalogVersion();
                work = session.plan(sql);
            }
            current = work;
        }
        if (values.size() != current.parameters().size()) {
            throw new SabotException(
                    ErrorCode.WRONG_PARAMETER,
                    "the statement has "
                            + current.parameters().size()
                            + " parameters, but "
                            + values.size()
                            + " values are bound");
        }
        return session.start(current, values, timeoutMillis);
    }
}
