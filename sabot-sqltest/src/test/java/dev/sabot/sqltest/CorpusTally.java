package dev.sabot.sqltest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts what the records of the corpus gave.
///
/// @param passed records that gave what the corpus says
/// @param skipped records the corpus itself keeps for other engines
/// @param failures the number of failed records by reason
/// @param examples some of the failed records
record CorpusTally(int passed, int skipped, Map<String, Integer> failures, List<String> examples) {
    static final String INTERNAL = "INTERNAL";
    private static final String FAILED = "failed ";

    static CorpusTally none() {
        return new CorpusTally(0, 0, Map.of(), List.of());
    }

    CorpusTally plus(CorpusTally other) {
        List<String> both = new ArrayList<>(examples);
        both.addAll(other.examples);
        return new CorpusTally(
                passed + other.passed,
                skipped + other.skipped,
                sum(failures, other.failures),
                both);
    }

    private static Map<String, Integer> sum(
            Map<String, Integer> first, Map<String, Integer> second) {
        Map<String, Integer> sum = new TreeMap<>(first);
        second.forEach((reason, count) -> sum.merge(reason, count, Integer::sum));
        return sum;
    }

    int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// Returns the number of failed records that show a bug of the engine, whatever they expect.
    int internal() {
        return failures.getOrDefault(INTERNAL, 0);
    }

    /// Returns the passed records as a part of those that passed or failed.
    double passRate() {
        return (double) passed / Math.max(1, passed + failed());
    }

    /// Returns the lines that [#parse] reads.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("passed " + passed);
        lines.add("skipped " + skipped);
        failures.forEach((reason, count) -> lines.add(FAILED + count + " " + reason));
        examples.forEach(example -> lines.add(example.replace('\n', ' ')));
        return lines;
    }

    static CorpusTally parse(List<String> lines) {
        Map<String, Integer> failures = new TreeMap<>();
        List<String> examples = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            if (line.startsWith(FAILED)) {
                put(failures, line.substring(FAILED.length()));
            } else {
                examples.add(line);
            }
        }
        return new CorpusTally(number(lines.get(0)), number(lines.get(1)), failures, examples);
    }

    private static int number(String line) {
        return Integer.parseInt(line.substring(line.indexOf(' ') + 1));
    }

    private static void put(Map<String, Integer> counts, String text) {
        int space = text.indexOf(' ');
        counts.put(text.substring(space + 1), Integer.parseInt(text.substring(0, space)));
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "%d passed, %d failed %s, %d skipped: %.4f %%",
                passed,
                failed(),
                failures,
                skipped,
                100 * passRate());
    }
}
