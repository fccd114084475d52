package dev.sabot.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.FileAccess.InputFile;
import dev.sabot.connector.FileAccess.OutputFile;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class LocalFileAccessTest {
    @TempDir private Path folder;
    private Path root;

    @BeforeEach
    void makeFiles() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        for (String name :
                List.of(
                        "a1.csv",
                        "a2.csv",
                        "b.parquet",
                        "x/c.csv",
                        "x/y/d.csv",
                        "x/y/e.json",
                        ".hidden.csv",
                        "x/_temporary/f.csv",
                        "odd[1].csv")) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
        Files.writeString(folder.resolve("outside.csv"), "outside");
    }

    private LocalFileAccess files() {
        return new LocalFileAccess(List.of(root));
    }

    private List<String> list(String pattern) {
        return files().list(root + "/" + pattern).stream()
                .map(info -> root.relativize(Path.of(info.path())).toString())
                .toList();
    }

    private static void assertCode(ErrorCode code, Runnable action) {
        assertEquals(code, assertThrows(SabotException.class, action::run).code());
    }

    @Test
    void listsPathsFoldersAndGlobs() {
        assertEquals(List.of("a1.csv"), list("a1.csv"));
        assertEquals(List.of("a1.csv", "a2.csv"), list("a?.csv"));
        assertEquals(List.of("a2.csv"), list("a[2-9].csv"));
        assertEquals(List.of("a1.csv"), list("a[!2-9].csv"));
        assertEquals(List.of("odd[1].csv"), list("odd[1].csv"));
        assertEquals(List.of("a1.csv", "b.parquet"), list("{a1,b}.*"));
        assertEquals(List.of("x/y/d.csv", "x/y/e.json"), list("x/y"));
        assertEquals(List.of("x/c.csv", "x/y/d.csv", "x/y/e.json"), list("x/**"));
        assertEquals(
                List.of("a1.csv", "a2.csv", "odd[1].csv", "x/c.csv", "x/y/d.csv"),
                list("**/*.csv"));
        assertEquals(List.of("x/y/d.csv"), list("*/y/*.csv"));
        assertEquals(List.of("x/y/d.csv"), list("{x,z}/{y,w}/d.csv"));
        assertCode(ErrorCode.FILE_NOT_FOUND, () -> list("nothing*.csv"));
        assertCode(ErrorCode.FILE_NOT_FOUND, () -> list("no/such/folder/*.csv"));
    }

    @Test
    void keepsInsideTheRoots() throws IOException {
        LocalFileAccess files = files();
        assertCode(ErrorCode.ACCESS_DENIED, () -> files.open(folder + "/outside.csv"));
        assertCode(ErrorCode.ACCESS_DENIED, () -> files.open(root + "/../outside.csv"));
        assertCode(ErrorCode.ACCESS_DENIED, () -> files.list(folder + "/*.csv"));
        assertCode(ErrorCode.ACCESS_DENIED, () -> files.list("/etc/passwd"));
        assertCode(ErrorCode.ACCESS_DENIED, () -> files.create(folder + "/new.csv", true));
        assertCode(ErrorCode.ACCESS_DENIED, () -> files.create(root + "/../n/new.csv", true));
        assertCode(ErrorCode.ACCESS_DENIED, () -> files.open("http://localhost/a.csv"));
        assertFalse(Files.exists(folder.resolve("n")));
        Files.createSymbolicLink(root.resolve("link.csv"), folder.resolve("outside.csv"));
        assertCode(ErrorCode.ACCESS_DENIED, () -> files.open(root + "/link.csv"));
        assertCode(ErrorCode.ACCESS_DENIED, () -> list("link*.csv"));
        assertCode(ErrorCode.FILE_NOT_FOUND, () -> files.open(root + "/none.csv"));
        assertCode(ErrorCode.FILE_NOT_FOUND, () -> files.open(root + "/a\0.csv"));
    }

    @Test
    void readsAnywhere() throws IOException {
        try (InputFile file = files().open(root + "/a1.csv")) {
            assertEquals(6, file.info().size());
            ByteBuffer buffer = ByteBuffer.allocate(3);
            file.readFully(3, buffer);
            assertEquals("csv", new String(buffer.array(), StandardCharsets.UTF_8));
            assertEquals(
                    "a1.csv", new String(file.stream().readAllBytes(), StandardCharsets.UTF_8));
            assertCode(ErrorCode.MALFORMED_FILE, () -> file.readFully(4, ByteBuffer.allocate(3)));
        }
    }

    @Test
    void showsFilesAtCommitOnly() throws IOException {
        LocalFileAccess files = files();
        String path = root + "/new/out.csv";
        try (OutputFile file = files.create(path, false)) {
            file.write(ByteBuffer.wrap(new byte[10]));
            assertEquals(10, file.position());
            assertFalse(Files.exists(Path.of(path)));
            file.commit();
        }
        assertEquals(10, Files.size(Path.of(path)));
        assertCode(ErrorCode.DUPLICATE_OBJECT, () -> files.create(path, false));
        try (OutputFile file = files.create(path, true)) {
            file.write(ByteBuffer.wrap(new byte[5]));
        }
        assertEquals(10, Files.size(Path.of(path)), "not committed");
        try (OutputFile file = files.create(path, true)) {
            file.write(ByteBuffer.wrap(new byte[5]));
            file.commit();
        }
        List<FileInfo> left = files.list(root + "/new");
        assertEquals(1, left.size());
        assertEquals(5, left.get(0).size());
        assertTrue(Files.list(root.resolve("new")).count() == 1, "no temporary file is left");
    }
}
