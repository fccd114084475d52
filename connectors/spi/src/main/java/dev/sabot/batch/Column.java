package dev.sabot.batch;

import dev.sabot.type.Layout;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;

/// Holds the values of one column of a batch, off-heap in Arrow layout, immutable.
///
/// **Encodings**: FLAT has the values themselves; DICTIONARY has int32 indexes into another flat
/// column, shared by reference; CONSTANT is row 0 of another flat column, for every row.
///
/// **Nulls**: a validity bitmap (bit set = not null), or none when no row is null. Rows that are
/// null have defined memory: fixed-width values are arbitrary, offsets are monotone, dictionary
/// indexes are in range. The entries of a dictionary are never null; a constant is null when row 0
/// of its values is.
///
/// **Ownership**: counted references, starting at one. [#retain()] adds one, [#close()] takes one;
/// the last frees the buffers. Whoever receives a column from a method owns one reference, unless
/// the method says that it lends.
///
/// **Threads**: the values may be read by any thread; references are counted atomically.
public final class Column implements AutoCloseable {
    private static final Column[] NO_CHILDREN = {};

    /// Says how rows map to values.
    public enum Encoding {
        FLAT,
        DICTIONARY,
        CONSTANT
    }

    private final Layout layout;
    private final Encoding encoding;
    private final int length;
    private final int nullCount;
    private final long validityAddress;
    private final long dataAddress;
    private final long offsetsAddress;
    private final Column[] children;
    private final ArrowBuf[] buffers;
    private final @Nullable Column owner;
    private final AtomicInteger references = new AtomicInteger(1);

    private Column(
            Shape shape,
            long validityAddress,
            long dataAddress,
            long offsetsAddress,
            Column[] children,
            Storage storage) {
        this.layout = shape.layout;
        this.encoding = shape.encoding;
        this.length = shape.length;
        this.nullCount = shape.nullCount;
        this.validityAddress = validityAddress;
        this.dataAddress = dataAddress;
        this.offsetsAddress = offsetsAddress;
        this.children = children;
        this.buffers = storage.buffers;
        this.owner = storage.owner;
    }

    private record Shape(Layout layout, Encoding encoding, int length, int nullCount) {}

    private record Storage(ArrowBuf[] buffers, @Nullable Column owner) {}

    private static long address(@Nullable ArrowBuf buffer) {
        return buffer == null ? 0 : buffer.memoryAddress();
    }

    private static Storage storage(@Nullable ArrowBuf... buffers) {
        int count = 0;
        for (ArrowBuf buffer : buffers) {
            if (buffer != null) {
                count++;
            }
        }
        ArrowBuf[] owned = new ArrowBuf[count];
        count = 0;
        for (ArrowBuf buffer : buffers) {
            if (buffer != null) {
                owned[count++] = buffer;
            }
        }
        return new Storage(owned, null);
    }

    /// Returns a flat column of a fixed-width layout or BIT; takes over the buffers' references.
    public static Column fixed(
            Layout layout, int length, int nullCount, @Nullable ArrowBuf validity, ArrowBuf data) {
        return new Column(
                new Shape(layout, Encoding.FLAT, length, nullCount),
                nullCount == 0 ? 0 : address(validity),
                data.memoryAddress(),
                0,
                NO_CHILDREN,
                storage(validity, data));
    }

    /// Returns a flat VARLEN column; takes over the buffers' references.
    public static Column varlen(
            int length,
            int nullCount,
            @Nullable ArrowBuf validity,
            ArrowBuf offsets,
            ArrowBuf data) {
        return new Column(
                new Shape(Layout.VARLEN, Encoding.FLAT, length, nullCount),
                nullCount == 0 ? 0 : address(validity),
                data.memoryAddress(),
                offsets.memoryAddress(),
                NO_CHILDREN,
                storage(validity, offsets, data));
    }

    /// Returns a LIST column; takes over the references of buffers and child.
    public static Column list(
            int length,
            int nullCount,
            @Nullable ArrowBuf validity,
            ArrowBuf offsets,
            Column child) {
        return new Column(
                new Shape(Layout.LIST, Encoding.FLAT, length, nullCount),
                nullCount == 0 ? 0 : address(validity),
                0,
                offsets.memoryAddress(),
                new Column[] {child},
                storage(validity, offsets));
    }

    /// Returns a STRUCT column; takes over the references of validity and children.
    public static Column struct(
            int length, int nullCount, @Nullable ArrowBuf validity, Column... children) {
        return new Column(
                new Shape(Layout.STRUCT, Encoding.FLAT, length, nullCount),
                nullCount == 0 ? 0 : address(validity),
                0,
                0,
                children.clone(),
                storage(validity));
    }

    /// Returns a dictionary-coded column of int32 indexes; takes over all references.
    public static Column dictionary(
            int length,
            int nullCount,
            @Nullable ArrowBuf validity,
            ArrowBuf indexes,
            Column dictionary) {
        return new Column(
                new Shape(dictionary.layout, Encoding.DICTIONARY, length, nullCount),
                nullCount == 0 ? 0 : address(validity),
                indexes.memoryAddress(),
                0,
                new Column[] {dictionary},
                storage(validity, indexes));
    }

    /// Returns row 0 of a flat column repeated; takes over the column's reference.
    public static Column constant(Column value, int length) {
        if (value.encoding != Encoding.FLAT || value.length < 1) {
            throw new IllegalArgumentException("a constant needs a flat column of one row");
        }
        int nullCount = value.isNull(0) ? length : 0;
        return new Column(
                new Shape(value.layout, Encoding.CONSTANT, length, nullCount),
                0,
                0,
                0,
                new Column[] {value},
                storage());
    }

    /// Returns rows `from` to `from + count` of this column without copying values. A validity
    /// bitmap or BIT values that do not start at a whole byte are copied with the allocator; so the
    /// new column's bit 0 is always its row 0. The caller owns the result; this column stays owned
    /// too.
    public Column slice(int from, int count, BufferAllocator allocator) {
        if (from == 0 && count == length) {
            return retain();
        }
        if (encoding == Encoding.CONSTANT) {
            return constant(children[0].retain(), count);
        }
        ArrowBuf copiedValidity = null;
        ArrowBuf copiedBits = null;
        long validity = 0;
        int nulls = 0;
        if (validityAddress != 0) {
            nulls = count - countBits(validityAddress, from, count);
            if (nulls > 0 && !isSliceable(from, count)) {
                copiedValidity = copyBits(validityAddress, from, count, allocator);
                validity = copiedValidity.memoryAddress();
            } else if (nulls > 0) {
                validity = validityAddress + (from >>> 3);
            }
        }
        long data = dataAddress;
        if (encoding == Encoding.DICTIONARY) {
            data += 4L * from;
        } else if (layout.isFixedWidth()) {
            data += (long) layout.byteWidth() * from;
        } else if (layout == Layout.BIT) {
            if (isSliceable(from, count)) {
                data += from >>> 3;
            } else {
                copiedBits = copyBits(dataAddress, from, count, allocator);
                data = copiedBits.memoryAddress();
            }
        }
        Column[] parts = children.clone();
        for (int child = 0; child < parts.length; child++) {
            parts[child] =
                    layout == Layout.STRUCT && encoding == Encoding.FLAT
                            ? children[child].slice(from, count, allocator)
                            : children[child].retain();
        }
        long offsets = offsetsAddress == 0 ? 0 : offsetsAddress + 4L * from;
        return new Column(
                new Shape(layout, encoding, count, nulls),
                validity,
                data,
                offsets,
                parts,
                new Storage(storage(copiedValidity, copiedBits).buffers, retain()));
    }

    /// Returns the same values with other nulls: rows whose bit in `words` is zero (null: no row is
    /// null). Bits past the last row are zero. Not for constants. The caller owns the result, which
    /// shares the values; this column stays owned too.
    public Column withValidity(long @Nullable [] words, BufferAllocator allocator) {
        if (encoding == Encoding.CONSTANT) {
            throw new IllegalArgumentException("the rows of a constant are null together");
        }
        int nulls = words == null ? 0 : length - Bitmap.count(words, length);
        ArrowBuf validity = null;
        if (words != null && nulls > 0) {
            validity = allocator.buffer(8L * Bitmap.words(length));
            Memory.copy(words, 0, validity.memoryAddress(), Bitmap.words(length));
        }
        Column[] parts = children.clone();
        for (Column part : parts) {
            part.retain();
        }
        return new Column(
                new Shape(layout, encoding, length, nulls),
                address(validity),
                dataAddress,
                offsetsAddress,
                parts,
                new Storage(storage(validity).buffers, retain()));
    }

    /// Returns a dictionary column of this dictionary column's indexes and nulls over other values,
    /// as many as the present ones; takes over the reference of the values. The caller owns the
    /// result, which shares the indexes; this column stays owned too.
    public Column withDictionary(Column values) {
        if (encoding != Encoding.DICTIONARY || values.length < children[0].length) {
            throw new IllegalArgumentException("no dictionary of as many values");
        }
        return new Column(
                new Shape(values.layout, encoding, length, nullCount),
                validityAddress,
                dataAddress,
                0,
                new Column[] {values},
                new Storage(storage().buffers, retain()));
    }

    /// A bitmap can be shared only where whole words from the new start stay inside the old
    /// padding.
    private boolean isSliceable(int from, int count) {
        return (from & 63) == 0 || ((from & 7) == 0 && from + ((count + 63) & ~63) <= length);
    }

    private static int countBits(long address, int from, int count) {
        int ones = 0;
        for (int row = from; row < from + count; row++) {
            ones += Bitmap.get(address, row) ? 1 : 0;
        }
        return ones;
    }

    private static ArrowBuf copyBits(long address, int from, int count, BufferAllocator allocator) {
        ArrowBuf copy = allocator.buffer(8L * Math.max(1, Bitmap.words(count)));
        long target = copy.memoryAddress();
        for (int word = 0; word < Bitmap.words(count); word++) {
            long bits = 0;
            int end = Math.min(64, count - (word << 6));
            for (int bit = 0; bit < end; bit++) {
                if (Bitmap.get(address, from + (word << 6) + bit)) {
                    bits |= 1L << bit;
                }
            }
            Memory.putLong(target + 8L * word, bits);
        }
        return copy;
    }

    public Layout layout() {
        return layout;
    }

    public Encoding encoding() {
        return encoding;
    }

    public boolean isFlat() {
        return encoding == Encoding.FLAT;
    }

    public boolean isDictionary() {
        return encoding == Encoding.DICTIONARY;
    }

    public boolean isConstant() {
        return encoding == Encoding.CONSTANT;
    }

    /// Returns the number of rows.
    public int length() {
        return length;
    }

    public int nullCount() {
        return nullCount;
    }

    public boolean hasNulls() {
        return nullCount > 0;
    }

    /// Returns the address of the validity bitmap, or 0 when there is none: no nulls, or a
    /// constant.
    public long validityAddress() {
        return validityAddress;
    }

    /// Returns the address of the values of a flat fixed-width or BIT column, of the bytes of a
    /// flat VARLEN column, or of the int32 indexes of a dictionary column.
    public long dataAddress() {
        return dataAddress;
    }

    /// Returns the address of the int32 offsets of a flat VARLEN or LIST column.
    public long offsetsAddress() {
        return offsetsAddress;
    }

    /// Lends the values of a dictionary or constant column.
    public Column values() {
        if (encoding == Encoding.FLAT) {
            throw new IllegalStateException("a flat column has no separate values");
        }
        return children[0];
    }

    /// Lends a child of a flat LIST (index 0) or STRUCT column.
    public Column child(int index) {
        return children[index];
    }

    public int childCount() {
        return encoding == Encoding.FLAT ? children.length : 0;
    }

    /// Says whether a row is null.
    public boolean isNull(int row) {
        if (encoding == Encoding.CONSTANT) {
            return nullCount > 0 || (length == 0 && children[0].isNull(0));
        }
        return validityAddress != 0 && !Bitmap.get(validityAddress, row);
    }

    /// Returns the row of [#values()] that holds a row's value; the row itself when flat.
    public int valueRow(int row) {
        return switch (encoding) {
            case FLAT -> row;
            case DICTIONARY -> Memory.getInt(dataAddress + 4L * row);
            case CONSTANT -> 0;
        };
    }

    /// Returns the bit of a row of a BIT column of any encoding, whether or not the row is null.
    public boolean getBoolean(int row) {
        Column flat = encoding == Encoding.FLAT ? this : children[0];
        return Bitmap.get(flat.dataAddress, valueRow(row));
    }

    /// Returns the value of a row of an INT8 to INT64 column of any encoding, sign-extended.
    public long getLong(int row) {
        Column flat = encoding == Encoding.FLAT ? this : children[0];
        int valueRow = valueRow(row);
        return switch (layout) {
            case INT8 -> Memory.getByte(flat.dataAddress + valueRow);
            case INT16 -> Memory.getShort(flat.dataAddress + 2L * valueRow);
            case INT32 -> Memory.getInt(flat.dataAddress + 4L * valueRow);
            case INT64 -> Memory.getLong(flat.dataAddress + 8L * valueRow);
            case BIT, INT128, FLOAT32, FLOAT64, VARLEN, LIST, STRUCT ->
                    throw new IllegalStateException("not an integer layout: " + layout);
        };
    }

    /// Returns the value of a row of a FLOAT32 or FLOAT64 column of any encoding.
    public double getDouble(int row) {
        Column flat = encoding == Encoding.FLAT ? this : children[0];
        int valueRow = valueRow(row);
        return layout == Layout.FLOAT32
                ? Memory.getFloat(flat.dataAddress + 4L * valueRow)
                : Memory.getDouble(flat.dataAddress + 8L * valueRow);
    }

    /// Returns the low word of a row of an INT128 column of any encoding, or the value of an INT64
    /// one.
    public long getLow(int row) {
        if (layout != Layout.INT128) {
            return getLong(row);
        }
        Column flat = encoding == Encoding.FLAT ? this : children[0];
        return Memory.getLong(flat.dataAddress + 16L * valueRow(row));
    }

    /// Returns the high word of a row of an INT128 column, or the sign of a narrower integer.
    public long getHigh(int row) {
        if (layout != Layout.INT128) {
            return getLong(row) >> 63;
        }
        Column flat = encoding == Encoding.FLAT ? this : children[0];
        return Memory.getLong(flat.dataAddress + 16L * valueRow(row) + 8);
    }

    /// Returns the address of the bytes of a row of a VARLEN column of any encoding.
    public long bytesAddress(int row) {
        Column flat = encoding == Encoding.FLAT ? this : children[0];
        return flat.dataAddress + Memory.getInt(flat.offsetsAddress + 4L * valueRow(row));
    }

    /// Returns the number of bytes of a row of a VARLEN column, or of elements of a LIST column.
    public int valueLength(int row) {
        Column flat = encoding == Encoding.FLAT ? this : children[0];
        long at = flat.offsetsAddress + 4L * valueRow(row);
        return Memory.getInt(at + 4) - Memory.getInt(at);
    }

    /// Returns where the elements of a row of a LIST column start in its child.
    public int listStart(int row) {
        Column flat = encoding == Encoding.FLAT ? this : children[0];
        return Memory.getInt(flat.offsetsAddress + 4L * valueRow(row));
    }

    /// Copies the bytes of a row of a VARLEN column to the heap.
    public byte[] getBytes(int row) {
        byte[] bytes = new byte[valueLength(row)];
        Memory.copy(bytesAddress(row), bytes, 0, bytes.length);
        return bytes;
    }

    /// Returns a row of a VARLEN column decoded as UTF-8; for edges and messages, not for kernels.
    public String getString(int row) {
        return new String(getBytes(row), java.nio.charset.StandardCharsets.UTF_8);
    }

    /// Returns the bytes of all buffers this column keeps alive, shared ones included.
    public long retainedBytes() {
        long bytes = 0;
        for (ArrowBuf buffer : buffers) {
            bytes += buffer.capacity();
        }
        for (Column child : children) {
            bytes += child.retainedBytes();
        }
        return owner == null ? bytes : bytes + owner.retainedBytes();
    }

    /// Adds a reference and returns this column.
    public Column retain() {
        if (references.getAndIncrement() <= 0) {
            throw new IllegalStateException("column used after its last close");
        }
        return this;
    }

    /// Takes away a reference; the last one frees the buffers.
    @Override
    public void close() {
        int left = references.decrementAndGet();
        if (left > 0) {
            return;
        }
        if (left < 0) {
            throw new IllegalStateException("column closed more often than retained");
        }
        for (ArrowBuf buffer : buffers) {
            buffer.close();
        }
        for (Column child : children) {
            child.close();
        }
        if (owner != null) {
            owner.close();
        }
    }
}
