package dev.sabot.console.line;

import org.jline.reader.Candidate;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// Completes paths of files.
final class FileNames {
    private static final int MOST_FILES = 1_000;

    private FileNames() {}

    /// Adds the files whose names begin as the word does; hidden ones only if it begins with a dot.
    static void complete(String word, List<Candidate> candidates) {
        int slash = word.lastIndexOf('/');
        String directory = word.substring(0, slash + 1);
        String prefix = word.substring(slash + 1);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path(directory))) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith(prefix) || name.startsWith(".") && !prefix.startsWith(".")) {
                    continue;
                }
                candidates.add(candidate(directory, name, Files.isDirectory(file)));
                if (candidates.size() == MOST_FILES) {
                    return;
                }
            }
        } catch (IOException | InvalidPathException _) {
            // Where nothing can be read there is nothing to complete.
            return;
        }
    }

    private static Path path(String directory) {
        return Path.of(directory.isEmpty() ? "." : directory);
    }

    private static Candidate candidate(String directory, String name, boolean isDirectory) {
        String shown = isDirectory ? name + "/" : name;
        return new Candidate(directory + shown, shown, null, null, null, null, !isDirectory);
    }
}
