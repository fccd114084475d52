package dev.sabot.format.json.decode;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads text: strings as they are, anything else as JSON.
final class TextNode extends ValueNode {
    private final UnusualValues unusual;
    private final TextBuffer text = new TextBuffer();
    private int[] offsets = new int[1_025];

    TextNode(UnusualValues unusual) {
        super(DataType.VARCHAR);
        this.unusual = unusual;
    }

    @Override
    int readValue(Scanner scanner, int at, int row) {
        int end;
        if (scanner.buffer()[at] == '"') {
            end = scanner.copyString(at, text);
        } else {
            end = scanner.skipValue(at);
            Object value = end < 0 ? null : unusual.read(scanner, at, end);
            if (value == null) {
                return Scanner.FAILED;
            }
            byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, text.reserve(bytes.length), text.used(), bytes.length);
            text.setUsed(text.used() + bytes.length);
        }
        reserveRows(row + 1);
        offsets[row + 1] = text.used();
        return end;
    }

    private void reserveRows(int numRows) {
        if (numRows >= offsets.length) {
            offsets = Arrays.copyOf(offsets, Math.max(numRows + 1, 2 * offsets.length));
        }
    }

    @Override
    void fillValues(int from, int to) {
        reserveRows(to);
        Arrays.fill(offsets, from + 1, to + 1, text.used());
    }

    @Override
    void clearValue(int row) {
        text.setUsed(row < offsets.length ? offsets[row] : text.used());
    }

    @Override
    void reset() {
        text.setUsed(0);
    }

    @Override
    Column buildValues(
            int numRows, int nullCount, @Nullable ArrowBuf validity, BufferAllocator allocator) {
        ArrowBuf ends = allocator.buffer(4L * (numRows + 1));
        ArrowBuf data;
        try {
            data = allocator.buffer(Math.max(8, text.used()));
        } catch (RuntimeException e) {
            ends.close();
            throw e;
        }
        Memory.copy(offsets, 0, ends.memoryAddress(), numRows + 1);
        Memory.copy(text.bytes(), 0, data.memoryAddress(), text.used());
        return Column.varlen(numRows, nullCount, validity, ends, data);
    }
}
