package dev.sabot.connector;

import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Finds the files of one path, folder or glob.
///
/// A name that exists is taken as it is, even when it has characters of a glob. `**` stands for any
/// number of folders and does not follow links to folders, so that it ends.
final class GlobWalk {
    private static final int MAX_FILES = 1_000_000;
    private static final int MAX_DEPTH = 100;

    private final LocalFileAccess access;
    private final String pattern;
    private final TreeMap<String, FileInfo> found = new TreeMap<>();

    GlobWalk(LocalFileAccess access, String pattern) {
        this.access = access;
        this.pattern = pattern;
    }

    List<FileInfo> list() {
        try {
            if (Files.exists(Path.of(pattern))) {
                addExisting(Path.of(pattern));
            } else {
                for (String plain : alternatives(pattern)) {
                    walk(plain);
                }
            }
        } catch (IOException | InvalidPathException e) {
            throw LocalFileAccess.failure(pattern, e);
        }
        if (found.isEmpty()) {
            throw new SabotException(ErrorCode.FILE_NOT_FOUND, "no file matches " + pattern);
        }
        return List.copyOf(found.values());
    }

    private void addExisting(Path path) throws IOException {
        Path real = access.allowed(path.toRealPath(), pattern);
        if (Files.isDirectory(real)) {
            descend(path, List.of("**", "*"), 0, 0);
        } else {
            add(path);
        }
    }

    private void add(Path path) throws IOException {
        Path real = access.allowed(path.toRealPath(), path.toString());
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            return;
        }
        if (found.size() >= MAX_FILES) {
            throw new SabotException(
                    ErrorCode.TOO_MANY, pattern + " matches more than " + MAX_FILES + " files");
        }
        String name = path.toString();
        found.put(
                name,
                new FileInfo(name, attributes.size(), attributes.lastModifiedTime().toMillis()));
    }

    private void walk(String glob) throws IOException {
        List<String> parts = new ArrayList<>(List.of(glob.split("/+")));
        Path base = Path.of(glob.startsWith("/") ? "/" : "");
        if (glob.startsWith("/")) {
            parts.remove(0);
        }
        int fixed = 0;
        while (fixed < parts.size() - 1 && !isGlob(parts.get(fixed))) {
            base = base.resolve(parts.get(fixed));
            fixed++;
        }
        if (!Files.isDirectory(base)) {
            return;
        }
        access.allowed(base.toRealPath(), pattern);
        descend(base, parts, fixed, 0);
    }

    private void descend(Path folder, List<String> parts, int index, int depth) throws IOException {
        if (depth > MAX_DEPTH || !access.isAllowed(folder.toRealPath())) {
            return;
        }
        String part = parts.get(index);
        boolean isLast = index == parts.size() - 1;
        if (part.equals("**")) {
            if (!isLast) {
                descend(folder, parts, index + 1, depth);
            }
            for (Path child : children(folder, null)) {
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    descend(child, parts, index, depth + 1);
                } else if (isLast) {
                    add(child);
                }
            }
            return;
        }
        if (!isGlob(part)) {
            Path child = folder.resolve(part);
            if (Files.exists(child)) {
                visit(child, parts, index, depth);
            }
            return;
        }
        for (Path child : children(folder, matcher(part))) {
            visit(child, parts, index, depth);
        }
    }

    private void visit(Path child, List<String> parts, int index, int depth) throws IOException {
        if (index == parts.size() - 1) {
            add(child);
        } else if (Files.isDirectory(child)) {
            descend(child, parts, index + 1, depth + 1);
        }
    }

    private static List<Path> children(Path folder, @Nullable Pattern names) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                boolean isHidden = name.startsWith(".") || name.startsWith("_");
                if (!isHidden && (names == null || names.matcher(name).matches())) {
                    children.add(entry);
                }
            }
        }
        return children;
    }

    private static boolean isGlob(String part) {
        return part.indexOf('*') >= 0 || part.indexOf('?') >= 0 || part.indexOf('[') >= 0;
    }

    /// Writes out `{a,b}`: one pattern for each alternative.
    private static List<String> alternatives(String glob) {
        int close = glob.indexOf('}');
        int open = close < 0 ? -1 : glob.lastIndexOf('{', close);
        if (open < 0) {
            return List.of(glob);
        }
        List<String> all = new ArrayList<>();
        for (String choice : glob.substring(open + 1, close).split(",", -1)) {
            all.addAll(alternatives(glob.substring(0, open) + choice + glob.substring(close + 1)));
            if (all.size() > 10_000) {
                throw new SabotException(
                        ErrorCode.TOO_MANY, "more than 10,000 alternatives in " + glob);
            }
        }
        return all;
    }

    private Pattern matcher(String part) {
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < part.length(); at++) {
            char c = part.charAt(at);
            int close = c == '[' ? part.indexOf(']', at + 2) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                String set = part.substring(at + 1, close).replace("\\", "\\\\");
                set = set.replace("[", "\\[").replace("&", "\\&");
                regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set);
                regex.append(']');
                at = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new SabotException(
                    ErrorCode.FILE_NOT_FOUND, "no glob: " + pattern + ": " + e.getDescription(), e);
        }
    }
}
