package dev.sabot.server.session;

import com.google.protobuf.ByteString;

import dev.sabot.engine.PreparedStatement;
import dev.sabot.exec.expression.Expression.Literal;

import java.util.List;

/// A prepared statement a client holds by its handle, and the values bound last.
///
/// **Threads**: safe.
public final class Prepared {
    private final ByteString handle;
    private final String sql;
    private final PreparedStatement statement;
    private volatile List<List<Literal>> rows = List.of();

    Prepared(ByteString handle, String sql, PreparedStatement statement) {
        this.handle = handle;
        this.sql = sql;
        this.statement = statement;
    }

    public ByteString handle() {
        return handle;
    }

    public String sql() {
        return sql;
    }

    public PreparedStatement statement() {
        return statement;
    }

    /// Keeps the values for the next execution, one list per row.
    public void bind(List<List<Literal>> values) {
        rows = List.copyOf(values);
    }

    /// Returns the rows bound; one without values when there are none.
    public List<List<Literal>> boundRows() {
        return rows.isEmpty() ? List.of(List.of()) : rows;
    }
}
