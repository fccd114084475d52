package dev.sabot.bench.data;

import dev.sabot.bench.report.BenchOutput;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes the folders of tables, files side by side.
///
/// A file gets its name when it is whole, and a folder when it has all of its files; so what has
/// its name need not be made again.
final class TableFolders {
    private final Path folder;
    private final FileMaker maker;
    private final BenchOutput output;

    TableFolders(Path folder, FileMaker maker, BenchOutput output) {
        this.folder = folder;
        this.maker = maker;
        this.output = output;
    }

    private record Task(DataTable<?> table, int index, int numFiles, AtomicInteger remaining) {}

    void make(List<DataTable<?>> tables) throws IOException, SQLException {
        List<Task> tasks = new ArrayList<>();
        for (DataTable<?> table : tables) {
            int numFiles = maker.numFiles(table);
            AtomicInteger remaining = new AtomicInteger(numFiles);
            for (int index = 0; index < numFiles; index++) {
                tasks.add(new Task(table, index, numFiles, remaining));
            }
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(maker.numThreads())) {
            try {
                run(tasks, new ExecutorCompletionService<>(executor));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SabotException(
                        ErrorCode.CANCELLED, "making the TPC-H data was interrupted", e);
            } finally {
                // After a failure the others stop, too; after success there are none.
                executor.shutdownNow();
            }
        }
    }

    private void run(List<Task> tasks, ExecutorCompletionService<@Nullable Void> completion)
            throws IOException, SQLException, InterruptedException {
        for (Task task : tasks) {
            completion.submit(() -> {
                make(task);
                return null;
            });
        }
        for (int done = 0; done < tasks.size(); done++) {
            Future<@Nullable Void> future = completion.take();
            try {
                future.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException cause -> throw cause;
                    case SQLException cause -> throw cause;
                    case RuntimeException cause -> throw cause;
                    case null, default -> throw new IllegalStateException(e);
                }
            }
        }
    }

    private void make(Task task) throws IOException, SQLException {
        String name = task.table().name();
        Path unfinished = folder.resolve(name + ".unfinished");
        Files.createDirectories(unfinished);
        Path file = unfinished.resolve(String.format(Locale.ROOT, "part-%02d.parquet", task.index));
        if (!Files.exists(file)) {
            Path partial = unfinished.resolve(file.getFileName() + ".unfinished");
            Files.deleteIfExists(partial);
            long start = System.nanoTime();
            long rows = maker.make(task.table(), task.index(), partial);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            output.message(
                    String.format(
                            Locale.ROOT,
                            "%s %d/%d: %,d rows in %.1f s",
                            name,
                            task.index() + 1,
                            task.numFiles(),
                            rows,
                            (System.nanoTime() - start) / 1e9));
        }
        if (task.remaining().decrementAndGet() == 0) {
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
