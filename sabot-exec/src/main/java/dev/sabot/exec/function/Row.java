package dev.sabot.exec.function;

import dev.sabot.batch.Column;
import dev.sabot.exec.expression.EvaluationContext;

/// Reads the arguments of one row at a time; reused from row to row.
///
/// **Nulls**: under [NullRule#PROPAGATE] no argument of a visited row is null.
///
/// **Threads**: one thread.
public final class Row {
    private final Column[] arguments;
    private final EvaluationContext context;
    private final Text[] texts;
    private int index;

    Row(Column[] arguments, EvaluationContext context) {
        this.arguments = arguments;
        this.context = context;
        this.texts = new Text[arguments.length];
        for (int argument = 0; argument < texts.length; argument++) {
            texts[argument] = new Text();
        }
    }

    void move(int row) {
        index = row;
    }

    /// Returns the number of the row in its batch.
    public int index() {
        return index;
    }

    public EvaluationContext context() {
        return context;
    }

    public int numArguments() {
        return arguments.length;
    }

    /// Lends an argument's column, for nested values: `valueRow(index())` is this row's value.
    public Column column(int argument) {
        return arguments[argument];
    }

    public boolean isNull(int argument) {
        return arguments[argument].isNull(index);
    }

    public boolean getBoolean(int argument) {
        return arguments[argument].getBoolean(index);
    }

    /// Returns an integer, date, time, timestamp or interval in its unit.
    public long getLong(int argument) {
        return arguments[argument].getLong(index);
    }

    /// Returns a REAL or DOUBLE.
    public double getDouble(int argument) {
        return arguments[argument].getDouble(index);
    }

    /// Returns the low word of an unscaled DECIMAL.
    public long getLow(int argument) {
        return arguments[argument].getLow(index);
    }

    /// Returns the high word of an unscaled DECIMAL.
    public long getHigh(int argument) {
        return arguments[argument].getHigh(index);
    }

    /// Lends a view of a VARCHAR or VARBINARY; one view per argument, good until the next row.
    public Text text(int argument) {
        Text text = texts[argument];
        text.set(arguments[argument], index);
        return text;
    }
}
