package dev.sabot.connector.filesystem;

import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.Format;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// The formats on the class path.
final class Formats {
    private final List<Format> formats;

    Formats() {
        this.formats =
                ServiceLoader.load(Format.class).stream().map(ServiceLoader.Provider::get).toList();
    }

    /// Returns the format named, or the one of the path's ending, or of the first file's.
    ///
    /// **Errors**: INVALID_ARGUMENT, listing the formats.
    Format choose(@Nullable String name, String path, List<FileInfo> files) {
        if (name != null) {
            for (Format format : formats) {
                if (format.name().equals(name.toLowerCase(Locale.ROOT))) {
                    return format;
                }
            }
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "there is no format '" + name + "'; there are: " + describe());
        }
        Format found = byEnding(path);
        if (found == null && !files.isEmpty()) {
            found = byEnding(files.get(0).path());
        }
        if (found == null) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the ending of "
                            + path
                            + " stands for no format; name one with the option 'format': "
                            + describe());
        }
        return found;
    }

    private @Nullable Format byEnding(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        Format best = null;
        int longest = 0;
        for (Format format : formats) {
            for (String ending : format.extensions()) {
                if (ending.length() > longest && lower.endsWith(ending)) {
                    best = format;
                    longest = ending.length();
                }
            }
        }
        return best;
    }

    private String describe() {
        return formats.stream()
                .map(format -> format.name() + " (" + String.join(", ", format.extensions()) + ")")
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
