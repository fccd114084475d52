package dev.sabot.sqltest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

/// Runs the beginning of some files of SQLite's corpus, one of each kind; [CorpusTest] runs the
/// rest.
class CorpusSampleTest {
    private static final int RECORDS = 100;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evidence/slt_lang_aggfunc",
                "evidence/slt_lang_createview",
                "evidence/slt_lang_dropindex",
                "index/between/10/slt_good_0",
                "index/commute/10/slt_good_0",
                "index/delete/10/slt_good_0",
                "index/in/10/slt_good_0",
                "index/orderby/10/slt_good_0",
                "index/random/10/slt_good_0",
                "index/view/100/slt_good_0",
                "random/aggregates/slt_good_0",
                "random/expr/slt_good_0",
                "random/groupby/slt_good_0",
                "random/select/slt_good_0",
                "select1",
                "select4"
            })
    void theBeginningOfAFilePasses(String name) throws Exception {
        CorpusTally tally =
                CorpusFile.run("test/" + name + ".test", RunConfiguration.THREADS_1, RECORDS);
        assertTrue(tally.passed() > 0, "nothing was run");
        assertEquals(Map.of(), tally.failures(), () -> String.join("\n", tally.examples()));
    }
}
