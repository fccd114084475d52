package dev.sabot;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import java.util.Map;
import java.util.Set;

/// The table of which part of Sabot may use which; a part is named by the package below
/// `dev.sabot`.
///
/// Each connector and each format is a part of its own, so that none uses another.
final class ModuleRule {
    private static final String ROOT = "dev.sabot.";
    private static final Set<String> SPI_PACKAGES =
            Set.of("batch", "connector", "error", "format", "type");

    /// A part to the parts it may use beside itself.
    private static final Map<String, Set<String>> ALLOWED =
            Map.ofEntries(
                    Map.entry("spi", Set.of()),
                    Map.entry("connector", Set.of("spi")),
                    Map.entry("format", Set.of("spi")),
                    Map.entry("exec", Set.of("spi")),
                    // Only the error contract, see below.
                    Map.entry("sql", Set.of()),
                    Map.entry("planner", Set.of("sql", "exec", "spi")),
                    Map.entry("jdbc", Set.of()),
                    Map.entry("console", Set.of("jdbc", "sql")),
                    Map.entry("engine", Set.of("planner", "sql", "exec", "spi", "jdbc")),
                    Map.entry("cluster", Set.of("engine", "planner", "exec", "spi")),
                    Map.entry("server", Set.of("cluster", "engine", "planner", "exec", "spi")),
                    Map.entry("sqltest", Set.of("server", "engine", "exec", "spi", "jdbc")),
                    Map.entry("bench", Set.of("server", "engine", "exec", "spi", "jdbc")));

    /// The parser reports errors as the rest does, and the console prints them.
    private static final Set<String> ERROR_USERS = Set.of("sql", "console");

    static final ArchCondition<JavaClass> USE_ONLY_ALLOWED_MODULES =
            new ArchCondition<>("use only the parts of Sabot that ModuleRule allows them") {
                @Override
                public void check(JavaClass user, ConditionEvents events) {
                    for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                        String used = dependency.getTargetClass().getBaseComponentType().getName();
                        if (used.startsWith(ROOT) && !allowed(user.getName(), used)) {
                            events.add(
                                    SimpleConditionEvent.violated(
                                            user,
                                            "%s must not use %s: %s"
                                                    .formatted(
                                                            part(user.getName()),
                                                            part(used),
                                                            dependency.getDescription())));
                        }
                    }
                }
            };

    private ModuleRule() {}

    private static boolean allowed(String user, String used) {
        String userPart = part(user);
        String usedPart = part(used);
        if (userPart.equals(usedPart)) {
            return true;
        }
        String kind = first(userPart);
        Set<String> allowed = ALLOWED.get(kind);
        if (allowed == null) {
            throw new AssertionError(
                    user + ": ModuleRule does not know what " + userPart + " may use; add it");
        }
        return allowed.contains(usedPart)
                || (ERROR_USERS.contains(kind) && used.startsWith(ROOT + "error."));
    }

    /// Returns `spi` for the contracts, `connector.memory` for one connector, else the first
    /// package.
    private static String part(String className) {
        String below = className.substring(ROOT.length());
        int classStart = below.lastIndexOf('.');
        String packageName = classStart < 0 ? "" : below.substring(0, classStart);
        String first = first(packageName);
        if (!SPI_PACKAGES.contains(first)) {
            return first;
        }
        boolean hasPlugIns = first.equals("connector") || first.equals("format");
        if (!hasPlugIns || packageName.equals(first)) {
            return "spi";
        }
        return first + "." + first(packageName.substring(first.length() + 1));
    }

    private static String first(String packageName) {
        int dot = packageName.indexOf('.');
        return dot < 0 ? packageName : packageName.substring(0, dot);
    }
}
