package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.ScalarFunction;

import java.util.List;
import java.util.stream.Stream;

/// Lists the functions of texts and bytes.
public final class TextFunctions {
    public static final List<ScalarFunction> ALL =
            Stream.of(
                            LengthFunctions.ALL,
                            SubstringFunctions.ALL,
                            CaseFunctions.ALL,
                            TrimFunctions.ALL,
                            SearchFunctions.ALL,
                            ReplaceFunctions.ALL,
                            SplitFunctions.ALL,
                            ConcatFunctions.ALL,
                            FormatFunctions.ALL,
                            EncodingFunctions.ALL,
                            DigestFunctions.ALL,
                            SimilarityFunctions.ALL,
                            RegexFunctions.ALL)
                    .flatMap(List::stream)
                    .toList();

    private TextFunctions() {}
}
