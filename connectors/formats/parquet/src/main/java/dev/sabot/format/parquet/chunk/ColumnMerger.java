package dev.sabot.format.parquet.chunk;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.format.parquet.decode.Gather;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;

import java.util.List;

/// Puts the values of several pages together and spreads them over the rows that are not null.
///
/// Columns whose pages share a dictionary stay coded; others become flat.
final class ColumnMerger {
    private final Layout layout;
    private final BufferAllocator allocator;

    ColumnMerger(Layout layout, BufferAllocator allocator) {
        this.layout = layout;
        this.allocator = allocator;
    }

    /// Makes a column of `numRows` rows; the caller owns it and keeps the pieces.
    ///
    /// @param pieces values without nulls, `present` in all
    /// @param validity which rows have a value; not looked at when all have
    Column merge(List<Column> pieces, long[] validity, int numRows, int present) {
        if (present == numRows && pieces.size() == 1) {
            return pieces.get(0).retain();
        }
        if (pieces.isEmpty()) {
            return nulls(numRows);
        }
        if (haveOneDictionary(pieces)) {
            try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT32, numRows)) {
                spreadFixed(pieces, 4, validity, numRows, present, writer.dataAddress());
                setValidity(writer, validity, numRows, present);
                return writer.finishDictionary(pieces.get(0).values().retain());
            }
        }
        return mergeFlat(pieces, validity, numRows, present);
    }

    private static boolean haveOneDictionary(List<Column> pieces) {
        for (Column piece : pieces) {
            if (!piece.isDictionary() || piece.values() != pieces.get(0).values()) {
                return false;
            }
        }
        return true;
    }

    private Column nulls(int numRows) {
        long[] none = new long[Math.max(1, Bitmap.words(numRows))];
        if (layout == Layout.VARLEN) {
            try (ColumnWriter writer = ColumnWriter.varlen(allocator, numRows, 0)) {
                Memory.fill(writer.offsetsAddress(), 4L * (numRows + 1), (byte) 0);
                setValidity(writer, none, numRows, 0);
                return writer.finish();
            }
        }
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, layout, numRows)) {
            long numBytes =
                    layout == Layout.BIT
                            ? 8L * Bitmap.words(numRows)
                            : (long) layout.byteWidth() * numRows;
            Memory.fill(writer.dataAddress(), numBytes, (byte) 0);
            setValidity(writer, none, numRows, 0);
            return writer.finish();
        }
    }

    private static void setValidity(
            ColumnWriter writer, long[] validity, int numRows, int present) {
        if (present < numRows) {
            writer.setValidity(validity);
        }
    }

    private Column mergeFlat(List<Column> pieces, long[] validity, int numRows, int present) {
        Column[] flat = new Column[pieces.size()];
        int made = 0;
        try {
            for (Column piece : pieces) {
                flat[made] = Gather.flatten(piece, allocator);
                made++;
            }
            List<Column> parts = List.of(flat);
            if (layout == Layout.VARLEN) {
                return mergeVarlen(parts, validity, numRows, present);
            }
            try (ColumnWriter writer = ColumnWriter.fixed(allocator, layout, numRows)) {
                if (layout == Layout.BIT) {
                    spreadBits(parts, validity, numRows, present, writer.dataAddress());
                } else {
                    int width = layout.byteWidth();
                    spreadFixed(parts, width, validity, numRows, present, writer.dataAddress());
                }
                setValidity(writer, validity, numRows, present);
                return writer.finish();
            }
        } finally {
            for (int index = 0; index < made; index++) {
                flat[index].close();
            }
        }
    }

    /// Lays the pieces end to end at the target's end and spreads them from its start, so that no
    /// value is overwritten before it was moved.
    private static void spreadFixed(
            List<Column> pieces, int width, long[] validity, int numRows, int present, long to) {
        long from = to + (long) (numRows - present) * width;
        long at = from;
        for (Column piece : pieces) {
            long numBytes = (long) piece.length() * width;
            Memory.copy(piece.dataAddress(), at, numBytes);
            at += numBytes;
        }
        if (present == numRows) {
            return;
        }
        int last = present - 1;
        switch (width) {
            case 1 -> {
                for (int row = 0, value = 0; row < numRows; row++) {
                    Memory.putByte(to + row, Memory.getByte(from + Math.min(value, last)));
                    value += (int) (validity[row >>> 6] >>> row & 1);
                }
            }
            case 2 -> {
                for (int row = 0, value = 0; row < numRows; row++) {
                    short moved = Memory.getShort(from + 2L * Math.min(value, last));
                    Memory.putShort(to + 2L * row, moved);
                    value += (int) (validity[row >>> 6] >>> row & 1);
                }
            }
            case 4 -> {
                for (int row = 0, value = 0; row < numRows; row++) {
                    int moved = Memory.getInt(from + 4L * Math.min(value, last));
                    Memory.putInt(to + 4L * row, moved);
                    value += (int) (validity[row >>> 6] >>> row & 1);
                }
            }
            case 8 -> {
                for (int row = 0, value = 0; row < numRows; row++) {
                    long moved = Memory.getLong(from + 8L * Math.min(value, last));
                    Memory.putLong(to + 8L * row, moved);
                    value += (int) (validity[row >>> 6] >>> row & 1);
                }
            }
            default -> {
                for (int row = 0, value = 0; row < numRows; row++) {
                    long source = from + 16L * Math.min(value, last);
                    long low = Memory.getLong(source);
                    long high = Memory.getLong(source + 8);
                    Memory.putLong(to + 16L * row, low);
                    Memory.putLong(to + 16L * row + 8, high);
                    value += (int) (validity[row >>> 6] >>> row & 1);
                }
            }
        }
    }

    private static void spreadBits(
            List<Column> pieces, long[] validity, int numRows, int present, long to) {
        long[] dense = new long[Bitmap.words(present) + 1];
        int count = 0;
        for (Column piece : pieces) {
            for (int row = 0; row < piece.length(); row++) {
                if (Bitmap.get(piece.dataAddress(), row)) {
                    Bitmap.set(dense, count);
                }
                count++;
            }
        }
        long[] words = new long[Bitmap.words(numRows)];
        int value = 0;
        for (int row = 0; row < numRows; row++) {
            boolean isPresent = present == numRows || Bitmap.get(validity, row);
            if (isPresent && Bitmap.get(dense, value)) {
                Bitmap.set(words, row);
            }
            value += isPresent ? 1 : 0;
        }
        Memory.copy(words, 0, to, words.length);
    }

    private Column mergeVarlen(List<Column> pieces, long[] validity, int numRows, int present) {
        long numBytes = 0;
        for (Column piece : pieces) {
            numBytes += Memory.getInt(piece.offsetsAddress() + 4L * piece.length());
        }
        try (ColumnWriter writer = ColumnWriter.varlen(allocator, numRows, numBytes)) {
            writer.reserveBytes(numBytes);
            long offsets = writer.offsetsAddress();
            int row = 0;
            for (Column piece : pieces) {
                int base = writer.bytesUsed();
                long ends = piece.offsetsAddress() + 4;
                for (int value = 0; value < piece.length(); value++) {
                    while (present < numRows && !Bitmap.get(validity, row)) {
                        row++;
                        Memory.putInt(offsets + 4L * row, Memory.getInt(offsets + 4L * (row - 1)));
                    }
                    row++;
                    Memory.putInt(offsets + 4L * row, base + Memory.getInt(ends + 4L * value));
                }
                int pieceBytes = Memory.getInt(piece.offsetsAddress() + 4L * piece.length());
                writer.appendBytes(piece.dataAddress(), pieceBytes);
            }
            for (; row < numRows; row++) {
                Memory.putInt(offsets + 4L * (row + 1), writer.bytesUsed());
            }
            setValidity(writer, validity, numRows, present);
            return writer.finish();
        }
    }
}
