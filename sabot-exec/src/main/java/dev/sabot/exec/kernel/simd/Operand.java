package dev.sabot.exec.kernel.simd;

import dev.sabot.batch.Memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Names the memory a vector operand is loaded from: a column, or one vector's width of copies of a
/// constant that every load meets again, so that one loop serves both.
///
/// @param mask ANDed with the byte offset of a row: all ones for a column, zero for a constant
record Operand(long address, long mask) {
    private static final int MAX_VECTOR_BYTES = 64;

    /// Two constants are never operands of one call, so each thread needs one buffer.
    private static final ThreadLocal<MemorySegment> CONSTANTS =
            ThreadLocal.withInitial(
                    () -> Arena.ofAuto().allocate(MAX_VECTOR_BYTES, MAX_VECTOR_BYTES));

    static Operand column(long address) {
        return new Operand(address, -1);
    }

    static Operand constant(int value) {
        return constant((long) value << 32 | value & 0xFFFF_FFFFL);
    }

    static Operand constant(long bits) {
        long address = CONSTANTS.get().address();
        for (int offset = 0; offset < MAX_VECTOR_BYTES; offset += 8) {
            Memory.putLong(address + offset, bits);
        }
        return new Operand(address, 0);
    }

    long at(long offset) {
        return address + (offset & mask);
    }

    boolean isConstant() {
        return mask == 0;
    }
}
