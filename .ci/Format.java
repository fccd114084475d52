import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Checks or mends the format of every Java source below a directory:
/// `java Format.java check|apply DIRECTORY PROBLEMS`, with google-java-format on the class path.
/// A check that finds a source out of format prints it, and leaves the list in the file PROBLEMS.
///
/// A program of one file, run from source by the JDK that compiles the project: the formatter takes
/// its parser from the JVM it runs in, so a plugin inside Maven would be tied to Maven's JDK.
final class Format {
    private static final Formatter FORMATTER =
            new Formatter(
                    JavaFormatterOptions.builder()
                            .style(JavaFormatterOptions.Style.AOSP)
                            .formatJavadoc(false)
                            .build());

    private Format() {}

    public static void main(String[] arguments) throws IOException {
        boolean apply = arguments[0].equals("apply");
        Path root = Path.of(arguments[1]).toRealPath();
        List<String> problems =
                sources(root).parallelStream()
                        .flatMap(file -> format(root, file, apply).stream())
                        .toList();
        Path list = Path.of(arguments[2]);
        Files.deleteIfExists(list);
        if (!problems.isEmpty()) {
            problems.forEach(System.err::println);
            Files.write(list, problems);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) {
                        String name = directory.getFileName().toString();
                        boolean foreign = name.equals("target") || name.equals(".git");
                        return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".java")) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return files;
    }

    /// Returns what is wrong with a file; nothing when it is in format or was mended.
    private static List<String> format(Path root, Path file, boolean apply) {
        Path name = root.relativize(file);
        try {
            String text = Files.readString(file);
            String formatted = FORMATTER.formatSourceAndFixImports(text);
            if (formatted.equals(text)) {
                return List.of();
            }
            if (apply) {
                Files.writeString(file, formatted);
                return List.of();
            }
            return List.of(name + ":" + firstDifference(text, formatted) + ": not in format");
        } catch (FormatterException e) {
            return List.of(name + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int firstDifference(String text, String formatted) {
        List<String> found = text.lines().toList();
        List<String> wanted = formatted.lines().toList();
        int line = 0;
        while (line < Math.min(found.size(), wanted.size())
                && found.get(line).equals(wanted.get(line))) {
            line++;
        }
        return line + 1;
    }
}
