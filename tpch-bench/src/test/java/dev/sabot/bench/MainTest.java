package dev.sabot.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

final class MainTest {
    @Test
    void help_lists_the_commands() {
        BenchRun run = BenchRun.of("--help");
        assertEquals(Main.OK, run.exitCode());
        assertTrue(run.results().startsWith("Usage: sabot bench COMMAND [OPTIONS]"), run.results());
        assertTrue(run.results().contains("  sabot bench tpch --sf 1 --vs duckdb"), run.results());
        assertEquals("", run.messages());
    }

    @Test
    void help_of_tpch_lists_every_option() {
        BenchRun run = BenchRun.of("tpch", "--help");
        assertEquals(Main.OK, run.exitCode());
        for (String option :
                List.of(
                        "--sf",
                        "--vs",
                        "--source",
                        "--writer",
                        "--data",
                        "--queries",
                        "--threads",
                        "--warmup",
                        "--runs",
                        "--cpu",
                        "--check-only",
                        "--no-check",
                        "--json")) {
            assertTrue(run.results().contains(" " + option), option + "\n" + run.results());
        }
        assertTrue(run.results().contains("parquet, memory"), run.results());
    }

    @Test
    void a_command_is_needed() {
        BenchRun run = BenchRun.of();
        assertEquals(Main.USAGE, run.exitCode());
        assertEquals(
                "Error: Name a benchmark, such as tpch\nsabot bench --help explains it.\n",
                run.messages());
    }

    @ParameterizedTest
    @CsvSource({
        "--sf, 0, is no scale factor",
        "--sf, many, is no scale factor",
        "--queries, '1,23', there is no query 23",
        "--threads, 0, --threads must be 1 to 256",
        "--runs, 0, --runs must be 1 or more",
        "--warmup, -1, --warmup must be 0 or more",
        "--source, tape, tape",
        "--vs, sabot, sabot",
        "--unknown, 1, --unknown"
    })
    void wrong_options_say_why(String option, String value, String reason) {
        BenchRun run = BenchRun.of("tpch", option, value);
        assertEquals(Main.USAGE, run.exitCode());
        assertTrue(run.messages().contains(reason), run.messages());
        assertTrue(run.messages().endsWith("sabot bench tpch --help explains it.\n"));
        assertFalse(run.messages().contains("\tat "), run.messages());
    }

    @Test
    void checking_and_not_checking_exclude_each_other() {
        BenchRun run = BenchRun.of("tpch", "--check-only", "--no-check");
        assertEquals(Main.USAGE, run.exitCode());
        assertTrue(run.messages().contains("exclude each other"), run.messages());
    }
}
