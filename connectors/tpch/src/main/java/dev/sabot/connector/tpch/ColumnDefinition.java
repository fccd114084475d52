package dev.sabot.connector.tpch;

import dev.sabot.batch.ColumnBuilder;
import dev.sabot.connector.TableStatistics.ColumnStatistics;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import java.util.function.Function;
import java.util.function.ToLongFunction;

/// A column of a table of TPC-H; none has nulls.
///
/// @param appender appends the value of a row
/// @param statistics what is known of the values at a scale
record ColumnDefinition<E>(Field field, Appender<E> appender, Statistics statistics) {
    /// The form of all money, quantities and rates.
    static final DataType MONEY = DataType.decimal(15, 2);

    /// Appends the value of a row to a column.
    @FunctionalInterface
    interface Appender<E> {
        void append(E row, ColumnBuilder column);
    }

    /// Tells what is known of the values at a scale; bounds hold for every row.
    @FunctionalInterface
    interface Statistics {
        ColumnStatistics at(double scale);
    }

    /// Returns a column of BIGINT, INTEGER, DATE (in days) or MONEY (in cents).
    static <E> ColumnDefinition<E> number(
            String name, DataType type, ToLongFunction<E> value, Statistics statistics) {
        return new ColumnDefinition<>(
                new Field(name, type, false),
                (row, column) -> column.appendLong(value.applyAsLong(row)),
                statistics);
    }

    static <E> ColumnDefinition<E> text(
            String name, Function<E, String> value, Statistics statistics) {
        return new ColumnDefinition<>(
                new Field(name, DataType.VARCHAR, false),
                (row, column) -> column.appendString(value.apply(row)),
                statistics);
    }
}
