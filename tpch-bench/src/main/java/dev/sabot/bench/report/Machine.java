package dev.sabot.bench.report;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What figures were measured on, as it was when the measurement began.
///
/// @param cores processors the JVM may use
/// @param processor the model of the processor, or the architecture where it is not told
/// @param jdk the JVM's vendor and version
/// @param loadAverage of the last minute; negative when it is not known
/// @param date to the second, with the offset
public record Machine(int cores, String processor, String jdk, double loadAverage, String date) {
    /// A load above which other processes took part of the machine.
    private static final double BUSY = 1.0;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /// Looks at the machine now.
    public static Machine now() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                processorModel(),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                SYSTEM.getSystemLoadAverage(),
                ZonedDateTime.now(ZoneId.systemDefault())
                        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx")));
    }

    /// Returns whether others compute, which makes figures worthless.
    public boolean isBusy() {
        return loadAverage > BUSY;
    }

    /// Returns the nanoseconds of processor all threads of this process took so far, in steps the
    /// operating system chooses (10 ms on Linux).
    public static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /// Returns the most memory this process had resident, where the operating system tells.
    public static OptionalLong peakResidentBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }

    private static String processorModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(() -> System.getProperty("os.arch"));
        } catch (IOException _) {
            return System.getProperty("os.arch");
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d cores (%s), JDK %s, load average at start %s, %s",
                cores,
                processor,
                jdk,
                loadAverage < 0 ? "not known" : String.format(Locale.ROOT, "%.2f", loadAverage),
                date);
    }
}
