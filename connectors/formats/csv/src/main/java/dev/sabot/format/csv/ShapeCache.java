package dev.sabot.format.csv;

import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Keeps what files were found to be until they change, since each statement opens its tables anew.
///
/// **Threads**: safe for all threads.
final class ShapeCache {
    private static final int MAX_ENTRIES = 256;

    /// What the shape depends on. A file that changes gets another size or time.
    record Key(List<FileInfo> files, Map<String, String> options, @Nullable Schema declared) {}

    private final Map<Key, FileShape> shapes =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, FileShape> eldest) {
                    return size() > MAX_ENTRIES;
                }
            };

    FileShape get(Key key, Supplier<FileShape> sniffer) {
        synchronized (shapes) {
            FileShape known = shapes.get(key);
            if (known != null) {
                return known;
            }
        }
        FileShape found = sniffer.get();
        synchronized (shapes) {
            shapes.put(key, found);
        }
        return found;
    }
}
