package dev.sabot.engine;

import java.lang.management.ManagementFactory;

/// Knows how much memory the machine has, which is asked once: the answer comes from files of the
/// system and every statement wants it.
final class MachineMemory {
    private static final double DEFAULT_SHARE = 0.6;
    private static final long DEFAULT_LIMIT_BYTES = measure();

    private MachineMemory() {}

    /// Returns the default memory limit: 60 % of the machine's memory.
    static long defaultLimitBytes() {
        return DEFAULT_LIMIT_BYTES;
    }

    private static long measure() {
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system) {
            return (long) (system.getTotalMemorySize() * DEFAULT_SHARE);
        }
        return Runtime.getRuntime().maxMemory();
    }
}
