package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Memory;

/// Reads big-endian two's complement integers of any length.
final class BigEndian {
    private BigEndian() {}

    /// Returns an integer; leading bytes past 8 must only extend the sign.
    static long toLong(long address, int length) {
        long value = sign(address, length);
        int extra = Math.max(0, length - 8);
        checkExtension(address, extra, value);
        for (int index = extra; index < length; index++) {
            value = value << 8 | Memory.getByte(address + index) & 0xFF;
        }
        if (extra > 0 && value >> 63 != sign(address, length)) {
            throw new CorruptPageException("a decimal exceeds its precision");
        }
        return value;
    }

    /// Writes an integer as INT128; leading bytes past 16 must only extend the sign.
    static void toInt128(long address, int length, long target) {
        long sign = sign(address, length);
        int extra = Math.max(0, length - 16);
        checkExtension(address, extra, sign);
        int lowFrom = Math.max(extra, length - 8);
        long high = sign;
        for (int index = extra; index < lowFrom; index++) {
            high = high << 8 | Memory.getByte(address + index) & 0xFF;
        }
        long low = sign;
        for (int index = lowFrom; index < length; index++) {
            low = low << 8 | Memory.getByte(address + index) & 0xFF;
        }
        if (extra > 0 && high >> 63 != sign) {
            throw new CorruptPageException("a decimal exceeds its precision");
        }
        Memory.putLong(target, low);
        Memory.putLong(target + 8, high);
    }

    private static long sign(long address, int length) {
        return length == 0 ? 0 : Memory.getByte(address) >> 7;
    }

    private static void checkExtension(long address, int extra, long sign) {
        for (int index = 0; index < extra; index++) {
            if (Memory.getByte(address + index) != (byte) sign) {
                throw new CorruptPageException("a decimal exceeds its precision");
            }
        }
    }
}
