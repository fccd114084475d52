package dev.sabot.exec.function.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.exec.function.FunctionDoc;
import dev.sabot.exec.function.ScalarFunction;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Runs the example of every function's documentation.
class ExamplesTest {
    @TestFactory
    List<DynamicTest> examples() {
        List<DynamicTest> tests = new ArrayList<>();
        for (ScalarFunction function : FunctionCases.REGISTRY.scalars()) {
            FunctionDoc doc = function.doc();
            if (!doc.category().equals("operator")) {
                tests.add(
                        DynamicTest.dynamicTest(
                                doc.name(),
                                () -> FunctionCases.check(doc.example(), doc.result())));
            }
        }
        return tests;
    }

    @Test
    void everyFunctionIsDocumented() {
        Set<String> names = new HashSet<>();
        for (ScalarFunction function : FunctionCases.REGISTRY.scalars()) {
            FunctionDoc doc = function.doc();
            assertFalse(doc.description().isEmpty(), doc.name());
            assertFalse(doc.example().isEmpty(), doc.name());
            assertTrue(doc.category().matches("[a-z]+"), doc.name());
            assertEquals(doc.name().toLowerCase(Locale.ROOT), doc.name());
            assertTrue(names.add(doc.name()), doc.name());
        }
    }
}
