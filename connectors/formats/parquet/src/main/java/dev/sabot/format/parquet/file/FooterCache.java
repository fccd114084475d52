package dev.sabot.format.parquet.file;

import dev.sabot.connector.FileAccess;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.FileAccess.InputFile;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Keeps the footers last used, by path, size and time of change.
///
/// **Threads**: safe for all threads.
public final class FooterCache {
    /// Parsed footers take some ten times their bytes on the heap.
    private static final long MAX_FOOTER_BYTES = 16 << 20;

    private final Map<FileInfo, FileFooter> footers = new LinkedHashMap<>(16, 0.75f, true);
    private long footerBytes;

    /// Returns the footer of a file.
    ///
    /// **Errors**: those of [FooterReader#read] and of opening the file.
    public FileFooter get(FileInfo info, FileAccess files) {
        synchronized (this) {
            FileFooter known = footers.get(info);
            if (known != null) {
                return known;
            }
        }
        try (InputFile file = files.open(info.path())) {
            FileFooter footer = new FooterReader(file).read();
            put(footer);
            return footer;
        }
    }

    private synchronized void put(FileFooter footer) {
        FileFooter old = footers.put(footer.info(), footer);
        footerBytes += footer.footerBytes() - (old == null ? 0 : old.footerBytes());
        Iterator<FileFooter> oldest = footers.values().iterator();
        while (footerBytes > MAX_FOOTER_BYTES && footers.size() > 1) {
            footerBytes -= oldest.next().footerBytes();
            oldest.remove();
        }
    }
}
