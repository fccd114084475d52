package dev.sabot.exec.kernel;

/// Computes over flat columns, read and written at absolute addresses.
///
/// There are two forms with equal results, one scalar and one on the Vector API; which one runs is
/// chosen once. The caller has checked that `numRows` values lie at each address.
///
/// **Keep** methods clear the bits of rows that do not match and leave the others; bits past the
/// last row stay as they are, words of zeros are skipped. In SQL's order of REAL and DOUBLE, NaN
/// equals itself and is greater than all others:
///
/// ```java
/// for (int row = 0; row < numRows; row++) {
///     if (Bitmap.get(bits, row) && !matches(row)) {
///         Bitmap.clear(bits, row);
///     }
/// }
/// ```
///
/// **Compute** methods compute every row, wrapping round; they return true when some row
/// overflowed, be it active or not. The result may be written over an operand.
///
/// **Threads**: any.
public interface ColumnKernels {
    /// Returns the name EXPLAIN shows.
    String name();

    /// Keeps rows whose int32 is in `low..high` (`low <= high`), or outside when not `isInside`.
    void keepRangeInt(long address, int numRows, int low, int high, boolean isInside, long[] bits);

    /// Keeps rows whose int64 is in `low..high` (`low <= high`), or outside when not `isInside`.
    void keepRangeLong(
            long address, int numRows, long low, long high, boolean isInside, long[] bits);

    void keepFloat(long address, int numRows, Comparison comparison, float constant, long[] bits);

    void keepDouble(long address, int numRows, Comparison comparison, double constant, long[] bits);

    void keepInts(long left, long right, int numRows, Comparison comparison, long[] bits);

    void keepLongs(long left, long right, int numRows, Comparison comparison, long[] bits);

    void keepFloats(long left, long right, int numRows, Comparison comparison, long[] bits);

    void keepDoubles(long left, long right, int numRows, Comparison comparison, long[] bits);

    boolean computeInts(Arithmetic operation, long left, long right, int numRows, long result);

    boolean computeIntConstant(
            Arithmetic operation, long left, int right, int numRows, long result);

    boolean computeConstantInt(
            Arithmetic operation, int left, long right, int numRows, long result);

    boolean computeLongs(Arithmetic operation, long left, long right, int numRows, long result);

    boolean computeLongConstant(
            Arithmetic operation, long left, long right, int numRows, long result);

    boolean computeConstantLong(
            Arithmetic operation, long left, long right, int numRows, long result);

    void computeDoubles(Arithmetic operation, long left, long right, int numRows, long result);

    void computeDoubleConstant(
            Arithmetic operation, long left, double right, int numRows, long result);

    void computeConstantDouble(
            Arithmetic operation, double left, long right, int numRows, long result);

    /// Writes minimum and maximum of `numRows > 0` values to the first two elements.
    void minMaxInt(long address, int numRows, long[] result);

    /// Writes minimum and maximum of `numRows > 0` values to the first two elements.
    void minMaxLong(long address, int numRows, long[] result);

    /// Writes minimum and maximum in SQL's order (NaN is the greatest) of `numRows > 0` values.
    void minMaxDouble(long address, int numRows, double[] result);

    /// Widens int32 to int64.
    void widenInts(long from, int numRows, long to);

    /// Keeps rows whose int32 dictionary index has a bit in `entries` that is set, or clear when
    /// not `wanted`. Indexes are in range in all rows.
    void keepCodes(long indexes, int numRows, long[] entries, boolean wanted, long[] bits);

    /// Returns the address of the first occurrence of at least one byte in `from..end`, or -1.
    long find(long from, long end, ConstantText needle);
}
