package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;

import java.sql.SQLException;
import java.sql.Wrapper;

/** Lets an object be unwrapped to its own class and everything that it implements. */
interface Unwrappable extends Wrapper {
    @Override
    default <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw SqlErrors.badArgument(
                getClass().getSimpleName() + " does not wrap a " + type.getName());
    }

    @Override
    default boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
