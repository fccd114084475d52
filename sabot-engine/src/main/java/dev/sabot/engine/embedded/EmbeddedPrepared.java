package dev.sabot.engine.embedded;

import dev.sabot.engine.PreparedStatement;
import dev.sabot.engine.Query;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.ExecuteOptions;
import dev.sabot.jdbc.session.Execution;
import dev.sabot.jdbc.session.PreparedHandle;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A prepared statement as the driver sees it.
final class EmbeddedPrepared implements PreparedHandle {
    private final EmbeddedSession session;
    private final PreparedStatement statement;

    EmbeddedPrepared(EmbeddedSession session, PreparedStatement statement) {
        this.session = session;
        this.statement = statement;
    }

    @Override
    public List<ColumnDescriptor> parameters() {
        List<ColumnDescriptor> parameters = new ArrayList<>();
        for (DataType type : statement.parameterTypes()) {
            parameters.add(Descriptors.of(Field.of("?" + (parameters.size() + 1), type)));
        }
        return parameters;
    }

    @Override
    public List<ColumnDescriptor> columns() {
        return isQuery() ? Descriptors.of(statement.schema()) : List.of();
    }

    @Override
    public boolean isQuery() {
        return statement.kind() == Query.Kind.ROWS;
    }

    @Override
    public Execution execute(List<@Nullable Object> values, ExecuteOptions options)
            throws SessionException {
        try {
            List<Literal> literals = new ArrayList<>();
            for (int index = 0; index < values.size(); index++) {
                DataType declared =
                        index < statement.parameterTypes().size()
                                ? statement.parameterTypes().get(index)
                                : DataType.NULL;
                literals.add(ParameterValues.literal(values.get(index), declared));
            }
            return session.track(statement.execute(literals, options.timeoutMillis()), options);
        } catch (SabotException e) {
            throw EmbeddedErrors.translate(e);
        }
    }

    @Override
    public void close() {}
}
