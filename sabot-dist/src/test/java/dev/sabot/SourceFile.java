package dev.sabot;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// A text file that somebody wrote: its path below the root, with slashes, and its lines.
record SourceFile(String path, List<String> lines) {
    private static final Set<String> KINDS =
            Set.of("java", "g4", "ftl", "fmpp", "slt", "sql", "md", "xml", "txt", "properties");

    /// Reads every source below a directory; what a build or git put there is not one.
    static List<SourceFile> readAll(Path root) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) {
                        String name = directory.getFileName().toString();
                        boolean isForeign = name.equals("target") || name.matches("\\.(?!ci$).+");
                        return isForeign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        String path = root.relativize(file).toString().replace('\\', '/');
                        if (isSource(path)) {
                            files.add(new SourceFile(path, Files.readAllLines(file)));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        files.sort(Comparator.comparing(SourceFile::path));
        return files;
    }

    private static boolean isSource(String path) {
        return KINDS.contains(path.substring(path.lastIndexOf('.') + 1))
                || path.equals("sabot")
                || path.startsWith(".ci/");
    }

    boolean isJava() {
        return path.endsWith(".java");
    }

    boolean isMain() {
        return path.contains("/src/main/");
    }

    String folder() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String text() {
        return String.join("\n", lines);
    }
}
