package dev.sabot.connector.filesystem;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Reads files one after the other, the oldest first, and looks for new ones when all are read.
final class MonitoredReader implements SplitReader {
    private static final Comparator<FileInfo> BY_AGE =
            Comparator.comparingLong(FileInfo::modifiedMillis).thenComparing(FileInfo::path);

    private final MonitoredTable table;
    private final ScanRequest request;
    private final ConnectorContext context;
    private final Set<String> seen = new HashSet<>();
    private final Deque<FileInfo> waiting = new ArrayDeque<>();
    private final Deque<Source.Split> parts = new ArrayDeque<>();
    private @Nullable Source source;
    private @Nullable SplitReader reader;
    private long numFiles;
    private long numRows;
    private long rowsToSkip;
    private long nextLookMicros;
    private boolean isFirstLook = true;
    private boolean isClosed;

    MonitoredReader(
            MonitoredTable table,
            ScanRequest request,
            MonitoredTable.AllFiles split,
            ConnectorContext context) {
        this.table = table;
        // a limit is one of all files together
        this.request = new ScanRequest(request.columns(), -1);
        this.context = context;
        this.numFiles = split.numFiles();
        this.rowsToSkip = split.numRows();
    }

    @Override
    public synchronized @Nullable Batch next() {
        context.checkCancelled();
        while (!isClosed) {
            SplitReader open = reader;
            if (open == null) {
                if (!openNext()) {
                    return null;
                }
                continue;
            }
            Batch batch = open.next();
            if (batch != null) {
                Batch rest = skip(batch);
                if (rest != null) {
                    return rest;
                }
            } else if (open.isFinished()) {
                open.close();
                reader = null;
                endFile();
            }
        }
        return null;
    }

    /// Opens the next part of a file, or the next file; returns false when there is none now.
    private boolean openNext() {
        Source open = source;
        if (open == null) {
            if (waiting.isEmpty() && !look()) {
                return false;
            }
            FileInfo file = waiting.remove();
            open = table.opener().open(List.of(file), context).scan(request);
            source = open;
            parts.addAll(open.splits(null, context));
        }
        Source.Split part = parts.poll();
        if (part == null) {
            endFile();
        } else {
            reader = open.open(part, null, context);
        }
        return true;
    }

    private void endFile() {
        if (parts.isEmpty()) {
            source = null;
            numFiles++;
            numRows = 0;
            rowsToSkip = 0;
        }
    }

    /// Leaves out rows that were read before a restart.
    private @Nullable Batch skip(Batch batch) {
        int size = batch.selectedRows();
        int skipped = (int) Math.min(rowsToSkip, size);
        rowsToSkip -= skipped;
        numRows += size;
        if (skipped == 0) {
            return batch;
        }
        try (batch;
                Batch all = Batches.compact(batch, context.allocator())) {
            if (skipped == size) {
                return null;
            }
            int[] rows = new int[size - skipped];
            for (int row = skipped; row < size; row++) {
                rows[row - skipped] = row;
            }
            return Batches.gather(all, rows, rows.length, context.allocator());
        }
    }

    /// Looks for files not seen yet, if it is time to; returns whether there are any.
    private boolean look() {
        long now = context.nowMicros();
        if (now < nextLookMicros) {
            return false;
        }
        nextLookMicros = now + table.intervalMicros();
        List<FileInfo> found = new ArrayList<>();
        for (String path : table.paths()) {
            try {
                found.addAll(context.files().list(path));
            } catch (SabotException e) {
                if (e.code() != ErrorCode.FILE_NOT_FOUND) {
                    throw e;
                }
            }
        }
        found.removeIf(file -> !seen.add(file.path()));
        found.sort(BY_AGE);
        if (isFirstLook) {
            isFirstLook = false;
            if (found.size() < numFiles) {
                throw new SabotException(
                        ErrorCode.FILE_NOT_FOUND,
                        String.join(", ", table.paths())
                                + " had "
                                + numFiles
                                + " files that were read, and has "
                                + found.size()
                                + " now; files must stay until the query that reads them is gone");
            }
            found.subList(0, (int) numFiles).clear();
        }
        waiting.addAll(found);
        return !waiting.isEmpty();
    }

    @Override
    public synchronized boolean isFinished() {
        return isClosed;
    }

    @Override
    public synchronized long position() {
        return MonitoredTable.position(numFiles, numRows);
    }

    @Override
    public synchronized boolean isCaughtUp() {
        return source == null && waiting.isEmpty() && !isFirstLook;
    }

    @Override
    public synchronized CompletableFuture<@Nullable Void> whenReady() {
        long wait = nextLookMicros - context.nowMicros();
        if (isClosed || source != null || !waiting.isEmpty() || wait <= 0) {
            return CompletableFuture.completedFuture(null);
        }
        return new CompletableFuture<@Nullable Void>()
                .completeOnTimeout(null, wait, TimeUnit.MICROSECONDS);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
