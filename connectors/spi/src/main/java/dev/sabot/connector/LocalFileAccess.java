package dev.sabot.connector;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Files of this machine, inside the folders it was given.
///
/// Every path is resolved to its real path, symbolic links included, and must then be inside one of
/// the roots; so neither `..` nor a link leads out. `~` is the home folder.
///
/// **Threads**: safe for all threads.
public final class LocalFileAccess implements FileAccess {
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    private final List<Path> roots;

    /// Opens files in the folders given, or anywhere when there are none.
    public LocalFileAccess(List<Path> allowedRoots) {
        List<Path> real = new ArrayList<>();
        for (Path root : allowedRoots) {
            try {
                real.add(root.toRealPath());
            } catch (IOException e) {
                throw failure(root.toString(), e);
            }
        }
        this.roots = List.copyOf(real);
    }

    @Override
    public List<FileInfo> list(String pattern) {
        return new GlobWalk(this, expand(pattern)).list();
    }

    @Override
    public InputFile open(String path) {
        String place = expand(path);
        try {
            Path real = allowed(Path.of(place).toRealPath(), place);
            if (Files.isDirectory(real)) {
                throw new SabotException(ErrorCode.FILE_NOT_FOUND, path + " is a folder");
            }
            LocalFileReader file = new LocalFileReader(path, real);
            // what was checked is what was opened, unless the name changed its meaning meanwhile
            if (!Path.of(place).toRealPath().equals(real)) {
                file.close();
                throw new SabotException(ErrorCode.ACCESS_DENIED, path + " was replaced meanwhile");
            }
            return file;
        } catch (IOException | InvalidPathException e) {
            throw failure(path, e);
        }
    }

    @Override
    public OutputFile create(String path, boolean overwrite) {
        String place = expand(path);
        try {
            Path target = Path.of(place).toAbsolutePath().normalize();
            Path name = target.getFileName();
            Path folder = target.getParent();
            if (name == null || folder == null || Files.isDirectory(target)) {
                throw new SabotException(ErrorCode.FILE_IO, path + " is a folder, not a file");
            }
            Path existing = folder;
            while (!Files.exists(existing) && existing.getParent() != null) {
                existing = existing.getParent();
            }
            allowed(existing.toRealPath(), path);
            Files.createDirectories(folder);
            Path real = allowed(folder.toRealPath(), path).resolve(name);
            if (!overwrite && Files.exists(real)) {
                throw new FileAlreadyExistsException(path);
            }
            return new LocalFileWriter(path, real, overwrite);
        } catch (IOException | InvalidPathException e) {
            throw failure(path, e);
        }
    }

    /// Returns a real path, or throws ACCESS_DENIED when it is outside the roots.
    Path allowed(Path real, String given) {
        if (isAllowed(real)) {
            return real;
        }
        throw new SabotException(
                ErrorCode.ACCESS_DENIED,
                given + " is outside the folders that may be used: " + roots);
    }

    boolean isAllowed(Path real) {
        return roots.isEmpty() || roots.stream().anyMatch(real::startsWith);
    }

    private static String expand(String path) {
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            throw new SabotException(ErrorCode.FILE_NOT_FOUND, "an empty or broken file name");
        }
        if (URL.matcher(path).matches() && !Files.exists(Path.of(path))) {
            throw new SabotException(
                    ErrorCode.ACCESS_DENIED,
                    path + " is a URL; only paths of local files can be opened");
        }
        if (path.equals("~") || path.startsWith("~/")) {
            return System.getProperty("user.home") + path.substring(1);
        }
        return path;
    }

    /// Maps an error of the file system to one of ours, with the path.
    static SabotException failure(String path, Exception error) {
        if (error instanceof NoSuchFileException) {
            return new SabotException(ErrorCode.FILE_NOT_FOUND, "no such file: " + path, error);
        }
        if (error instanceof java.nio.file.AccessDeniedException) {
            return new SabotException(
                    ErrorCode.ACCESS_DENIED, "the system denies access to " + path, error);
        }
        if (error instanceof FileAlreadyExistsException) {
            return new SabotException(
                    ErrorCode.DUPLICATE_OBJECT,
                    path + " exists already; write to another name or ask for overwriting",
                    error);
        }
        if (error instanceof InvalidPathException) {
            return new SabotException(ErrorCode.FILE_NOT_FOUND, "no file name: " + path, error);
        }
        String message = String.valueOf(error.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            return new SabotException(ErrorCode.DISK_FULL, "no space left to write " + path, error);
        }
        String reason =
                error instanceof FileSystemException system && system.getReason() != null
                        ? String.valueOf(system.getReason())
                        : message;
        return new SabotException(ErrorCode.FILE_IO, path + ": " + reason, error);
    }
}
