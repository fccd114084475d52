package dev.sabot.format.json;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.Table;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A folder of files and the context they are read in. Closing it fails when memory is left.
final class JsonFiles implements AutoCloseable {
    private final Path folder;
    private final RootAllocator allocator = new RootAllocator();

    JsonFiles(Path folder) {
        this.folder = folder;
    }

    RootAllocator allocator() {
        return allocator;
    }

    ConnectorContext context() {
        return context(8_192);
    }

    ConnectorContext context(int batchRows) {
        return new TestContext(allocator, batchRows);
    }

    Path write(String name, String text) {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Table open(String glob, Map<String, String> options, @Nullable Schema declared) {
        ConnectorContext context = context();
        List<FileInfo> files = context.files().list(folder.resolve(glob).toString());
        return new JsonFormat().open(files, options, declared, context);
    }

    Table open(String glob, Map<String, String> options) {
        return open(glob, options, null);
    }

    /// Opens a file of a text.
    Table of(String text, Map<String, String> options) {
        write("file.json", text);
        return open("file.json", options);
    }

    List<List<@Nullable Object>> rows(Table table) {
        return Rows.all(table, context());
    }

    @Override
    public void close() {
        allocator.close();
    }
}
