package dev.sabot.connector;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Declares one option of a connector or format; the allow-list, the help and the reference page
/// derive from the declarations.
public record Option(
        String name, TypeKind type, String description, @Nullable String defaultValue) {

    /// Refuses options that are not declared.
    ///
    /// **Errors**: OPTION_NOT_ALLOWED, naming the option and those allowed.
    public static void check(String owner, List<Option> declared, Map<String, String> given) {
        for (String name : given.keySet()) {
            if (declared.stream().noneMatch(option -> option.name().equalsIgnoreCase(name))) {
                String known =
                        String.join(", ", declared.stream().map(Option::name).sorted().toList());
                throw new SabotException(
                        ErrorCode.OPTION_NOT_ALLOWED,
                        owner + " has no option '" + name + "'; it has: " + known);
            }
        }
    }

    /// Returns the given value or the default, or null when there is neither.
    public @Nullable String in(Map<String, String> given) {
        for (Map.Entry<String, String> entry : given.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return entry.getValue();
            }
        }
        return defaultValue;
    }
}
