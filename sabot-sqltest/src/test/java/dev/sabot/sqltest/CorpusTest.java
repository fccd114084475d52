package dev.sabot.sqltest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.jar.JarFile;

/// Runs a part of SQLite's corpus (the profile `corpus`).
///
/// The files are put in an order by a seed and cut into 20 shards of a twentieth of all bytes each;
/// `-Dcorpus.shard=0` (the default) to 19 names the shard. What a file gave is kept in
/// `-Dcorpus.results` (default `target/corpus`), so that an interrupted shard goes on where it
/// ended; delete it after a change of the engine. `-Dcorpus.file=index/in` runs the files whose
/// name contains the text instead; `-Dcorpus.configuration=stress` names another
/// [RunConfiguration].
@Tag("corpus")
class CorpusTest {
    private static final long SEED = 20260101;
    private static final int SHARDS = 20;
    private static final double MIN_PASS_RATE = 0.995;

    private record Entry(String name, long size) {}

    private static List<Entry> entries() throws IOException {
        Path jar = Path.of(jarOnClassPath());
        List<Entry> entries = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .filter(entry -> entry.getName().endsWith(".test"))
                    .forEach(entry -> entries.add(new Entry(entry.getName(), entry.getSize())));
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    private static List<Entry> shard(int wanted) throws IOException {
        List<Entry> entries = entries();
        Collections.shuffle(entries, new Random(SEED));
        long total = entries.stream().mapToLong(Entry::size).sum();
        List<Entry> chosen = new ArrayList<>();
        long before = 0;
        for (Entry entry : entries) {
            if (before * SHARDS / total == wanted) {
                chosen.add(entry);
            }
            before += entry.size();
        }
        return chosen;
    }

    private static String jarOnClassPath() {
        for (String part :
                System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            if (part.contains("sql-logic-test")) {
                return part;
            }
        }
        throw new IllegalStateException("the corpus is not on the class path");
    }

    @Test
    void aShardPasses() throws Exception {
        String part = System.getProperty("corpus.file", "");
        int wanted = Integer.getInteger("corpus.shard", 0);
        String title = "shard " + wanted + " of " + SHARDS + ", seed " + SEED;
        List<Entry> entries;
        if (part.isEmpty()) {
            entries = shard(wanted);
        } else {
            entries = entries().stream().filter(entry -> entry.name().contains(part)).toList();
            title = "files like " + part;
        }
        CorpusTally all = run(entries);
        System.out.println(title + ", " + entries.size() + " files: " + all);
        assertTrue(all.passed() > 0, "nothing was run");
        assertEquals(0, all.internal(), "internal errors");
        assertTrue(all.passRate() >= MIN_PASS_RATE, () -> "the pass rate is too low: " + all);
    }

    private static CorpusTally run(List<Entry> entries) throws Exception {
        String name = System.getProperty("corpus.configuration", "threads_1");
        RunConfiguration configuration = RunConfiguration.valueOf(name.toUpperCase(Locale.ROOT));
        Path results = Path.of(System.getProperty("corpus.results", "target/corpus")).resolve(name);
        Files.createDirectories(results);
        CorpusTally all = CorpusTally.none();
        for (Entry entry : entries) {
            Path kept = results.resolve(entry.name().replace('/', '_') + ".txt");
            if (Files.exists(kept)) {
                all = all.plus(CorpusTally.parse(Files.readAllLines(kept)));
                continue;
            }
            Instant start = Instant.now();
            CorpusTally tally = CorpusFile.run(entry.name(), configuration, Integer.MAX_VALUE);
            Path partial = Files.write(results.resolve("partial"), tally.lines());
            Files.move(partial, kept, StandardCopyOption.ATOMIC_MOVE);
            Duration time = Duration.between(start, Instant.now());
            System.out.println(entry.name() + " in " + time + ": " + tally);
            all = all.plus(tally);
        }
        return all;
    }
}
