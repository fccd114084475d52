package dev.sabot.exec.function.operator;

import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.Parameter;
import dev.sabot.exec.function.Signatures.Parameters;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.util.List;

/// Declares `||`, LIKE, ILIKE and SIMILAR TO.
public final class TextOperators {
    private static final String CATEGORY = "operator";

    private TextOperators() {}

    public static List<ScalarFunction> all() {
        return List.of(
                concatenate(),
                like("like", "LIKE", "'sabot' LIKE 's%t'", false),
                like("ilike", "ILIKE", "'Sabot' ILIKE 's%T'", true),
                similar());
    }

    /// Text takes every value that is not nested, in its text form.
    private static Parameter textForm() {
        return argument ->
                argument.kind().isNested() || argument.kind() == TypeKind.VARBINARY
                        ? null
                        : DataType.VARCHAR;
    }

    private static ScalarFunction concatenate() {
        Parameters texts = Signatures.variadic(2, textForm());
        Parameters bytes = Signatures.variadic(2, Signatures.exactly(DataType.VARBINARY));
        return Signatures.function("concatenate", CATEGORY)
                .syntax("left || right")
                .description("Joins texts or bytes; other values take their text form.")
                .example("'sa' || 'bot'", "sabot")
                .signature(
                        Signatures.of(
                                Signatures.always(DataType.VARCHAR),
                                (_, _, _) -> new Concatenation(),
                                texts))
                .signature(
                        Signatures.of(
                                Signatures.always(DataType.VARBINARY),
                                (_, _, _) -> new Concatenation(),
                                bytes))
                .build();
    }

    private static Parameters patterns() {
        Parameter text = Signatures.exactly(DataType.VARCHAR);
        Parameters two = Signatures.list(text, text);
        Parameters three = Signatures.list(text, text, text);
        return arguments -> arguments.size() == 2 ? two.coerce(arguments) : three.coerce(arguments);
    }

    private static ScalarFunction like(
            String name, String syntax, String example, boolean ignoresCase) {
        return Signatures.function(name, CATEGORY)
                .syntax("text " + syntax + " pattern [ESCAPE character]")
                .description(
                        "Matches the whole text: % stands for any text, _ for any character; there"
                                + " is no escape character unless ESCAPE names one.")
                .example(example, "true")
                .signature(
                        new Vectorized(
                                patterns(),
                                Signatures.always(DataType.BOOLEAN),
                                (_, _, constants, kernels) ->
                                        new LikeKernel(ignoresCase, constants, kernels)))
                .build();
    }

    private static ScalarFunction similar() {
        return Signatures.function("similar_to", CATEGORY)
                .syntax("text SIMILAR TO pattern [ESCAPE character]")
                .description(
                        "Matches the whole text with SQL's regular expressions: % _ | * + ? {} ()"
                                + " [].")
                .example("'sabot' SIMILAR TO 's(a|e)b%'", "true")
                .canFail()
                .signature(
                        new Vectorized(
                                patterns(),
                                Signatures.always(DataType.BOOLEAN),
                                (_, _, constants, _) -> new SimilarKernel(constants)))
                .build();
    }
}
