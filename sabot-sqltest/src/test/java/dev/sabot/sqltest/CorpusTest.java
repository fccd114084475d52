package dev.sabot.sqltest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.jar.JarFile;

/// Runs a part of SQLite's corpus (the profile `corpus`).
///
/// The files are put in an order by a seed and cut into 20 shards of a twentieth of all bytes each;
/// `-Dcorpus.shard=0` (the default) to 19 names the shard. What a file gave is kept under
/// `target/corpus`, so that an interrupted shard goes on where it ended.
@Tag("corpus")
class CorpusTest {
    private static final long SEED = 20260101;
    private static final int SHARDS = 20;
    private static final double MIN_PASS_RATE = 0.995;

    private record Entry(String name, long size) {}

    private static List<Entry> shard(int wanted) throws IOException {
        Path jar = Path.of(jarOnClassPath());
        List<Entry> entries = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .filter(entry -> entry.getName().endsWith(".test"))
                    .forEach(entry -> entries.add(new Entry(entry.getName(), entry.getSize())));
        }
        entries.sort(java.util.Comparator.comparing(Entry::name));
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
                System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (part.contains("sql-logic-test")) {
                return part;
            }
        }
        throw new IllegalStateException("the corpus is not on the class path");
    }

    @Test
    void aShardPasses() throws Exception {
        int wanted = Integer.getInteger("corpus.shard", 0);
        Path results = Path.of("target", "corpus");
        Files.createDirectories(results);
        CorpusFile.Tally all = new CorpusFile.Tally(0, 0, 0, 0, List.of());
        for (Entry entry : shard(wanted)) {
            Path kept = results.resolve(entry.name().replace('/', '_') + ".txt");
            CorpusFile.Tally tally = Files.exists(kept) ? read(kept) : null;
            if (tally == null) {
                tally = CorpusFile.run(entry.name());
                write(kept, tally);
            }
            all = all.plus(tally);
        }
        double rate = (double) all.passed() / Math.max(1, all.passed() + all.failed());
        String summary =
                String.format(
                        java.util.Locale.ROOT,
                        "shard %d of %d, seed %d: %d passed, %d failed, %d skipped, %d internal"
                                + " errors: %.4f %%",
                        wanted,
                        SHARDS,
                        SEED,
                        all.passed(),
                        all.failed(),
                        all.skipped(),
                        all.internal(),
                        100 * rate);
        Files.writeString(
                results.resolve("shard-" + wanted + ".summary"),
                summary + "\n" + String.join("\n", all.examples()) + "\n");
        System.out.println(summary);
        assertEquals(0, all.internal(), () -> summary);
        assertTrue(rate >= MIN_PASS_RATE, summary);
    }

    private static void write(Path file, CorpusFile.Tally tally) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(
                tally.passed()
                        + " "
                        + tally.failed()
                        + " "
                        + tally.skipped()
                        + " "
                        + tally.internal());
        for (String example : tally.examples()) {
            lines.add(example.replace('\n', ' '));
        }
        Files.write(file, lines);
    }

    private static CorpusFile.Tally read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] counts = lines.getFirst().split(" ", -1);
        return new CorpusFile.Tally(
                Integer.parseInt(counts[0]),
                Integer.parseInt(counts[1]),
                Integer.parseInt(counts[2]),
                Integer.parseInt(counts[3]),
                lines.subList(1, lines.size()));
    }
}
