package dev.sabot.exec.expression;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.PredicateKernel;
import dev.sabot.exec.kernel.ColumnGather;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Evaluates a function or a cast: propagates nulls, and does once what need not be done per row.
///
/// - Constant arguments: one row is evaluated; the result is a constant, kept when all arguments
///   are constant expressions.
/// - One dictionary argument, the others constant: the dictionary's values are evaluated once. All
///   batches of a row group share a dictionary, so the result is kept under its identity. When a
///   function fails for an entry, only the entries in use are evaluated, for each batch.
/// - Else the kernel sees the rows that are active and, where nulls propagate, have no null
///   argument.
final class CallEvaluator extends NodeEvaluator {
    /// What the evaluator must know of the function.
    record Traits(boolean propagatesNulls, boolean isVolatile, boolean canFail) {}

    private final Kernel kernel;
    private final Traits traits;
    private final List<NodeEvaluator> arguments;
    private final boolean[] isConstantArgument;
    private final boolean isConstant;
    private @Nullable Column constant;

    /// The dictionary of the kept results: only its identity counts, its values are not read again.
    private @Nullable Column dictionary;

    /// A dictionary with an entry the function fails for.
    private @Nullable Column failedDictionary;

    private @Nullable Column dictionaryResult;
    private long @Nullable [] dictionaryBits;

    CallEvaluator(
            Kernel kernel,
            Traits traits,
            List<NodeEvaluator> arguments,
            boolean[] isConstantArgument,
            DataType type,
            EvaluationContext context) {
        super(type, context);
        this.kernel = kernel;
        this.traits = traits;
        this.arguments = arguments;
        this.isConstantArgument = isConstantArgument;
        boolean allConstant = !traits.isVolatile;
        for (boolean flag : isConstantArgument) {
            allConstant &= flag;
        }
        this.isConstant = allConstant;
    }

    @Override
    public Column evaluate(Column[] columns, int numRows, @Nullable Selection active) {
        if (isIdle(numRows, active)) {
            return nulls(numRows);
        }
        if (constant != null) {
            return Column.constant(constant.retain(), numRows);
        }
        Column[] values = evaluateArguments(columns, numRows, active);
        try {
            return apply(values, numRows, active);
        } finally {
            close(values);
        }
    }

    private Column[] evaluateArguments(Column[] columns, int numRows, @Nullable Selection active) {
        Column[] values = new Column[arguments.size()];
        int done = 0;
        try {
            for (; done < values.length; done++) {
                values[done] = arguments.get(done).evaluate(columns, numRows, active);
            }
            return values;
        } finally {
            if (done < values.length) {
                close(Arrays.copyOf(values, done));
            }
        }
    }

    private static void close(Column[] columns) {
        for (Column column : columns) {
            column.close();
        }
    }

    private boolean hasNullConstant(Column[] values) {
        if (traits.propagatesNulls) {
            for (Column value : values) {
                if (value.isConstant() && value.hasNulls()) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean areConstant(Column[] values) {
        if (traits.isVolatile) {
            return false;
        }
        for (Column value : values) {
            if (!value.isConstant()) {
                return false;
            }
        }
        return true;
    }

    private Column apply(Column[] values, int numRows, @Nullable Selection active) {
        if (hasNullConstant(values)) {
            return nulls(numRows);
        }
        if (areConstant(values)) {
            try (Column row = evaluateConstants(values)) {
                return Column.constant(row.retain(), numRows);
            }
        }
        int coded = codedArgument(values, numRows);
        if (coded >= 0) {
            return applyToDictionary(values, coded, numRows, active);
        }
        return applyToRows(values, numRows, active);
    }

    /// Evaluates one row of constants into a flat column of one row, owned by the caller.
    private Column evaluateConstants(Column[] values) {
        Column[] rows = new Column[values.length];
        for (int index = 0; index < rows.length; index++) {
            rows[index] = Column.constant(values[index].values().retain(), 1);
        }
        try (Column result = kernel.evaluate(rows, 1, null, context())) {
            Column flat = ColumnGather.flatten(result, allocator());
            if (isConstant) {
                constant = flat.retain();
            }
            return flat;
        } finally {
            close(rows);
        }
    }

    /// Returns the only argument that is not constant when it is a dictionary worth going through,
    /// else -1.
    private int codedArgument(Column[] values, int numRows) {
        if (traits.isVolatile) {
            return -1;
        }
        int coded = -1;
        for (int index = 0; index < values.length; index++) {
            if (values[index].isConstant()) {
                continue;
            }
            if (coded >= 0 || !values[index].isDictionary()) {
                return -1;
            }
            coded = index;
        }
        Column argument = values[coded];
        boolean isSmall =
                argument.values() == dictionary || argument.values().length() <= 4L * numRows;
        boolean isNullSafe = traits.propagatesNulls || !argument.hasNulls();
        return isSmall && isNullSafe ? coded : -1;
    }

    /// Says whether results may be kept under a dictionary's identity.
    private boolean isKept(int coded) {
        for (int index = 0; index < isConstantArgument.length; index++) {
            if (index != coded && !isConstantArgument[index]) {
                return false;
            }
        }
        return true;
    }

    private void forgetDictionary() {
        dictionary = null;
        if (dictionaryResult != null) {
            dictionaryResult.close();
            dictionaryResult = null;
        }
        dictionaryBits = null;
    }

    private Column[] onDictionary(Column[] values, int coded) {
        Column entries = values[coded].values();
        Column[] rows = new Column[values.length];
        for (int index = 0; index < rows.length; index++) {
            rows[index] =
                    index == coded
                            ? entries.retain()
                            : Column.constant(values[index].values().retain(), entries.length());
        }
        return rows;
    }

    private Column applyToDictionary(
            Column[] values, int coded, int numRows, @Nullable Selection active) {
        Column argument = values[coded];
        if (argument.values() == dictionary && dictionaryResult != null) {
            return spread(argument, dictionaryResult, numRows);
        }
        Column[] rows = onDictionary(values, coded);
        try (Column entries = evaluateEntries(rows, coded, argument, numRows, active)) {
            return spread(argument, entries, numRows);
        } finally {
            close(rows);
        }
    }

    /// Evaluates all entries at once. Where that fails, maybe for an entry that no row uses, those
    /// in use are evaluated for each batch.
    private Column evaluateEntries(
            Column[] rows, int coded, Column argument, int numRows, @Nullable Selection active) {
        int numEntries = rows[coded].length();
        if (argument.values() != failedDictionary) {
            try (Column result = kernel.evaluate(rows, numEntries, null, context())) {
                Column flat = ColumnGather.flatten(result, allocator());
                if (isKept(coded)) {
                    forgetDictionary();
                    dictionary = argument.values();
                    dictionaryResult = flat.retain();
                }
                return flat;
            } catch (SabotException e) {
                if (!traits.canFail) {
                    throw e;
                }
                failedDictionary = argument.values();
            }
        }
        Selection used = usedEntries(argument, numRows, active);
        if (used.count() == 0) {
            try (Column none = nulls(numEntries)) {
                return ColumnGather.flatten(none, allocator());
            }
        }
        try (Column result = kernel.evaluate(rows, numEntries, used, context())) {
            return ColumnGather.flatten(result, allocator());
        }
    }

    /// Marks the entries that active rows that are not null use.
    private static Selection usedEntries(Column argument, int numRows, @Nullable Selection active) {
        int numEntries = argument.values().length();
        long[] used = new long[Bitmap.words(numEntries)];
        long[] rows = bits(numRows, active);
        Booleans.dropNulls(argument, numRows, rows);
        for (int row = 0; row < numRows; row++) {
            if (Bitmap.get(rows, row)) {
                Bitmap.set(used, Memory.getInt(argument.dataAddress() + 4L * row));
            }
        }
        return Selection.Bits.of(used, numEntries);
    }

    /// Gives every row the result of its entry; the entries' results are lent.
    private Column spread(Column argument, Column entries, int numRows) {
        long[] validity = null;
        if (entries.hasNulls()) {
            long[] entryValidity = Bitmap.ones(entries.length());
            Booleans.dropNulls(entries, entries.length(), entryValidity);
            validity = Bitmap.ones(numRows);
            Booleans.dropNulls(argument, numRows, validity);
            Booleans.keepCodes(argument, numRows, validity, entryValidity, true);
        }
        if (type().layout() == Layout.BIT) {
            long[] bits = Bitmap.ones(numRows);
            Booleans.keepCodes(argument, numRows, bits, Booleans.valueBits(entries), true);
            if (validity == null && argument.hasNulls()) {
                validity = Bitmap.ones(numRows);
                Booleans.dropNulls(argument, numRows, validity);
            }
            return Booleans.column(bits, validity, numRows, allocator());
        }
        if (validity == null) {
            return argument.withDictionary(entries.retain());
        }
        try (Column coded = argument.withDictionary(entries.withValidity(null, allocator()))) {
            return coded.withValidity(validity, allocator());
        }
    }

    private long @Nullable [] argumentValidity(Column[] values, int numRows) {
        long[] validity = null;
        if (traits.propagatesNulls) {
            for (Column value : values) {
                if (value.hasNulls()) {
                    validity = validity == null ? Bitmap.ones(numRows) : validity;
                    Booleans.dropNulls(value, numRows, validity);
                }
            }
        }
        return validity;
    }

    private Column applyToRows(Column[] values, int numRows, @Nullable Selection active) {
        long[] validity = argumentValidity(values, numRows);
        if (validity == null) {
            return kernel.evaluate(values, numRows, active, context());
        }
        Selection rows;
        if (active == null) {
            rows = Selection.Bits.of(validity, numRows);
        } else {
            long[] bits = bits(numRows, active);
            for (int word = 0; word < bits.length; word++) {
                bits[word] &= validity[word];
            }
            rows = Selection.Bits.of(bits, numRows);
        }
        if (rows.count() == 0) {
            return nulls(numRows);
        }
        try (Column result = kernel.evaluate(values, numRows, rows, context());
                Column flat = ColumnGather.flatten(result, allocator())) {
            if (flat.hasNulls()) {
                Bitmap.and(validity, flat.validityAddress(), numRows);
            }
            return flat.withValidity(validity, allocator());
        }
    }

    @Override
    void filter(Column[] columns, int numRows, long[] bits, boolean wanted) {
        if (!(kernel instanceof PredicateKernel predicate)) {
            super.filter(columns, numRows, bits, wanted);
            return;
        }
        Selection active = activeRows(bits, numRows);
        if (isIdle(numRows, active)) {
            return;
        }
        if (constant != null) {
            try (Column repeated = Column.constant(constant.retain(), numRows)) {
                Booleans.keep(repeated, numRows, bits, wanted);
            }
            return;
        }
        Column[] values = evaluateArguments(columns, numRows, active);
        try {
            if (hasNullConstant(values)) {
                Arrays.fill(bits, 0);
                return;
            }
            if (areConstant(values)) {
                try (Column row = evaluateConstants(values);
                        Column repeated = Column.constant(row.retain(), numRows)) {
                    Booleans.keep(repeated, numRows, bits, wanted);
                }
                return;
            }
            if (traits.propagatesNulls) {
                for (Column value : values) {
                    Booleans.dropNulls(value, numRows, bits);
                }
            }
            keep(predicate, values, numRows, bits, wanted);
        } finally {
            close(values);
        }
    }

    private void keep(
            PredicateKernel predicate, Column[] values, int numRows, long[] bits, boolean wanted) {
        int coded = codedArgument(values, numRows);
        long[] entries = coded < 0 ? null : entryBits(predicate, values, coded);
        if (entries != null) {
            Booleans.keepCodes(values[coded], numRows, bits, entries, wanted);
        } else if (wanted) {
            predicate.keep(values, numRows, bits, context());
        } else {
            long[] matches = bits.clone();
            predicate.keep(values, numRows, matches, context());
            for (int word = 0; word < bits.length; word++) {
                bits[word] &= ~matches[word];
            }
        }
    }

    /// Returns the entries for which a predicate holds, or null when it fails for one, maybe one
    /// that no row uses.
    private long @Nullable [] entryBits(PredicateKernel predicate, Column[] values, int coded) {
        Column entries = values[coded].values();
        if (entries == dictionary && dictionaryBits != null) {
            return dictionaryBits;
        }
        if (entries == failedDictionary) {
            return null;
        }
        Column[] rows = onDictionary(values, coded);
        try {
            long[] bits = Bitmap.ones(entries.length());
            predicate.keep(rows, entries.length(), bits, context());
            if (isKept(coded)) {
                forgetDictionary();
                dictionary = entries;
                dictionaryBits = bits;
            }
            return bits;
        } catch (SabotException e) {
            if (!traits.canFail) {
                throw e;
            }
            failedDictionary = entries;
            return null;
        } finally {
            close(rows);
        }
    }

    @Override
    public void close() {
        super.close();
        forgetDictionary();
        if (constant != null) {
            constant.close();
            constant = null;
        }
        arguments.forEach(NodeEvaluator::close);
    }
}
