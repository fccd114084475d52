package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Joins texts that are not null with the separator each row brings: STRING_AGG, LISTAGG.
///
/// **Errors**: MEMORY_LIMIT, when the texts of one batch of groups pass 2 GiB.
final class TextAccumulator extends RunAccumulator {
    private final ValueLists texts = new ValueLists(DataType.VARCHAR);
    private final List<byte[]> separators = new ArrayList<>();
    private int[] separatorOf = new int[16];

    TextAccumulator() {
        super(1);
        separators.add(new byte[0]);
    }

    @Override
    void grow(int newGroups) {
        texts.ensureGroups(newGroups);
    }

    @Override
    void add(Run run, Column[] arguments) {
        Column separator = arguments.length > 1 ? arguments[1] : null;
        for (int i = 0; i < run.count(); i++) {
            long times = run.isWeighted() ? run.weights[i] : 1;
            for (long time = 0; time < times; time++) {
                texts.add(run.groups[i], arguments[0], run.row(i));
                setSeparator(separator, run.row(i));
            }
        }
    }

    private void setSeparator(@Nullable Column separator, int row) {
        byte[] bytes =
                separator == null || separator.isNull(row)
                        ? separators.get(0)
                        : separator.getBytes(row);
        setSeparator(bytes);
    }

    /// Says what comes before the last text, sharing the array with the text before it if it can.
    private void setSeparator(byte[] bytes) {
        int number = texts.values().size() - 1;
        if (number >= separatorOf.length) {
            separatorOf = Arrays.copyOf(separatorOf, 2 * separatorOf.length);
        }
        int last = separators.size() - 1;
        if (bytes.length == 0) {
            last = 0;
        } else if (!Arrays.equals(separators.get(last), bytes)) {
            separators.add(bytes);
            last++;
        }
        separatorOf[number] = last;
    }

    @Override
    void mergeGroup(Accumulator other, int source, int target) {
        TextAccumulator that = (TextAccumulator) other;
        ValueLists.Grouped grouped = that.texts.grouped();
        int first = texts.values().size();
        texts.addAll(target, that.texts, source);
        int added = texts.values().size() - first;
        if (first + added > separatorOf.length) {
            separatorOf = Arrays.copyOf(separatorOf, Math.max(first + added, 2 * first));
        }
        for (int i = 0; i < added; i++) {
            int number = grouped.numbers()[grouped.starts()[source] + i];
            separatorOf[first + i] = numberOf(that.separators.get(that.separatorOf[number]));
        }
    }

    private int numberOf(byte[] separator) {
        for (int number = separators.size() - 1; number >= Math.max(0, separators.size() - 4); ) {
            if (Arrays.equals(separators.get(number), separator)) {
                return number;
            }
            number--;
        }
        separators.add(separator);
        return separators.size() - 1;
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        ValueLists.Grouped grouped = texts.grouped();
        ValueVector values = texts.values();
        boolean[] isValid = new boolean[count];
        try (ColumnWriter writer = ColumnWriter.varlen(allocator, count, 16L * count)) {
            for (int i = 0; i < count; i++) {
                int start = grouped.starts()[from + i];
                int end = grouped.starts()[from + i + 1];
                isValid[i] = end > start;
                for (int at = start; at < end; at++) {
                    int number = grouped.numbers()[at];
                    byte[] separator = separators.get(separatorOf[number]);
                    long more = (at > start ? separator.length : 0L) + values.lengthAt(number);
                    if (writer.bytesUsed() + more > Integer.MAX_VALUE) {
                        throw new SabotException(
                                ErrorCode.MEMORY_LIMIT,
                                "joined texts pass 2 GiB; join fewer or shorter ones");
                    }
                    if (at > start) {
                        writer.appendBytes(separator, 0, separator.length);
                    }
                    values.write(number, writer);
                }
                writer.endRow(i);
            }
            HeapColumns.writeValidity(isValid, 0, count, writer);
            return writer.finish();
        }
    }

    @Override
    public List<DataType> stateTypes() {
        DataType list = DataType.array(DataType.VARCHAR);
        return List.of(list, list);
    }

    @Override
    public Column[] writeState(int from, int count, BufferAllocator allocator) {
        ValueLists.Grouped grouped = texts.grouped();
        dev.sabot.batch.ColumnBuilder builder =
                new dev.sabot.batch.ColumnBuilder(DataType.array(DataType.VARCHAR));
        for (int group = from; group < from + count; group++) {
            for (int at = grouped.starts()[group]; at < grouped.starts()[group + 1]; at++) {
                byte[] separator = separators.get(separatorOf[grouped.numbers()[at]]);
                builder.child(0).appendBytes(separator, 0, separator.length);
            }
            builder.endNested();
        }
        Column list = texts.toLists(from, count, false, allocator);
        try {
            return new Column[] {list, builder.build(allocator)};
        } catch (RuntimeException e) {
            list.close();
            throw e;
        }
    }

    @Override
    public void readState(Column[] state, int[] groups, int count) {
        Column flatTexts = state[0].isFlat() ? state[0] : state[0].values();
        Column flatSeparators = state[1].isFlat() ? state[1] : state[1].values();
        for (int row = 0; row < count; row++) {
            for (int element = 0; element < state[0].valueLength(row); element++) {
                texts.add(groups[row], flatTexts.child(0), state[0].listStart(row) + element);
                setSeparator(flatSeparators.child(0).getBytes(state[1].listStart(row) + element));
            }
        }
    }

    @Override
    public long heapBytes() {
        return texts.heapBytes() + 4L * separatorOf.length;
    }
}
