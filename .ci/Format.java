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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks or mends the format of every Java source below a directory, and when it mends breaks the
/// comments that are too long, which google-java-format leaves alone:
/// `java Format.java check|apply DIRECTORY PROBLEMS`, with google-java-format on the class path.
/// A check that finds a source out of format prints it, and leaves the list in the file PROBLEMS.
///
/// A program of one file, run from source by the JDK that compiles the project: the formatter takes
/// its parser from the JVM it runs in, so a plugin inside Maven would be tied to Maven's JDK.
final class Format {
    private static final int MAX_COLUMNS = 100;
    private static final Pattern COMMENT = Pattern.compile("( *//+ )(\\S.*)");
    private static final Pattern PROSE = Pattern.compile("[\\p{L}\\d(\\[`\"'].*");
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
            if (apply) {
                String mended = settle(breakComments(text));
                if (!mended.equals(text)) {
                    Files.writeString(file, mended);
                }
                return List.of();
            }
            String formatted = FORMATTER.formatSourceAndFixImports(text);
            if (formatted.equals(text)) {
                return List.of();
            }
            return List.of(name + ":" + firstDifference(text, formatted) + ": not in format");
        } catch (FormatterException e) {
            return List.of(name + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Formats until nothing changes: a line that was broken may take a second pass.
    private static String settle(String text) throws FormatterException {
        String before = text;
        String after = FORMATTER.formatSourceAndFixImports(before);
        for (int pass = 0; pass < 5 && !after.equals(before); pass++) {
            before = after;
            after = FORMATTER.formatSourceAndFixImports(before);
        }
        return after;
    }

    /// Breaks comment lines that are too long; the rest of a line goes before the prose of the
    /// next. Tables and fenced code stay as they are.
    private static String breakComments(String text) {
        Deque<String> input = new ArrayDeque<>(text.lines().toList());
        StringBuilder output = new StringBuilder();
        boolean isCode = false;
        while (!input.isEmpty()) {
            String line = input.poll();
            Matcher comment = COMMENT.matcher(line);
            boolean isComment = comment.matches();
            isCode ^= isComment && comment.group(2).startsWith("```");
            int end = line.lastIndexOf(' ', MAX_COLUMNS);
            boolean isTable = isComment && comment.group(2).startsWith("|");
            if (!isComment
                    || isCode
                    || isTable
                    || line.length() <= MAX_COLUMNS
                    || end <= comment.end(1)) {
                output.append(line).append('\n');
                continue;
            }
            output.append(line, 0, end).append('\n');
            input.push(rest(line.substring(end + 1), comment, input));
        }
        return output.toString();
    }

    /// Returns the next line: what was cut off, and the next line's prose when that goes on.
    private static String rest(String cut, Matcher comment, Deque<String> input) {
        boolean isItem = comment.group(2).startsWith("- ");
        String prefix = comment.group(1) + (isItem ? "  " : "");
        String next = input.peek();
        if (next != null && next.startsWith(prefix)) {
            String prose = next.substring(prefix.length());
            if (PROSE.matcher(prose).matches() && !prose.matches("\\d+\\. .*")) {
                input.poll();
                return prefix + cut + " " + prose;
            }
        }
        return prefix + cut;
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
