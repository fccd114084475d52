package dev.sabot.engine;

import java.lang.management.ManagementFactory;

/// Knows how much memory the machine has.
final class MachineMemory {
    private static final double DEFAULT_SHARE = 0.6;

    private MachineMemory() {}

    /// Returns the default memory limit: 60 % of the machine's memory.
    static long defaultLimitBytes() {
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system) {
            return (long) (system.getTotalMemorySize() * DEFAULT_SHARE);
        }
        return Runtime.getRuntime().maxMemory();
    }
}
