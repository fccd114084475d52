package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.TextWriter;
import dev.sabot.type.DataType;

import java.text.Normalizer;
import java.util.List;
import java.util.function.IntPredicate;

/// Case, accents and kinds of characters.
final class CaseFunctions {
    private static final ScalarFunction LOWER =
            Signatures.function("lower", "string")
                    .aliases("lcase")
                    .syntax("lower(text)")
                    .description("Turns each character to lower case.")
                    .example("lower('SÄBOT')", "säbot")
                    .signature(
                            DataType.VARCHAR, (_, _, _) -> new CaseKernel(false), DataType.VARCHAR)
                    .build();

    private static final ScalarFunction UPPER =
            Signatures.function("upper", "string")
                    .aliases("ucase")
                    .syntax("upper(text)")
                    .description("Turns each character to upper case.")
                    .example("upper('säbot')", "SÄBOT")
                    .signature(
                            DataType.VARCHAR, (_, _, _) -> new CaseKernel(true), DataType.VARCHAR)
                    .build();

    private static final ScalarFunction INITCAP =
            Signatures.function("initcap", "string")
                    .syntax("initcap(text)")
                    .description(
                            "Turns the first letter of each word to upper case, the others to"
                                    + " lower; words are letters and digits.")
                    .example("initcap('hello WORLD')", "Hello World")
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textToText(CaseFunctions::initcap),
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction STRIP_ACCENTS =
            Signatures.function("strip_accents", "string")
                    .syntax("strip_accents(text)")
                    .description("Removes the accents of characters.")
                    .example("strip_accents('mühleisen é')", "muhleisen e")
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textToText(CaseFunctions::stripAccents),
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction NFC_NORMALIZE =
            Signatures.function("nfc_normalize", "string")
                    .aliases("normalize")
                    .syntax("nfc_normalize(text)")
                    .description("Composes characters to Unicode normalization form C.")
                    .example("length(nfc_normalize('a' || chr(776)))", "1")
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textToText(CaseFunctions::normalize),
                            DataType.VARCHAR)
                    .build();

    static final List<ScalarFunction> ALL =
            List.of(
                    LOWER,
                    UPPER,
                    INITCAP,
                    STRIP_ACCENTS,
                    NFC_NORMALIZE,
                    test("is_alpha", "are letters", "is_alpha('Abc')", Character::isLetter),
                    test("is_digit", "are digits", "is_digit('123')", Character::isDigit),
                    test(
                            "is_alnum",
                            "are letters or digits",
                            "is_alnum('a1')",
                            Character::isLetterOrDigit),
                    test(
                            "is_lower",
                            "are lower case letters",
                            "is_lower('abc')",
                            Character::isLowerCase),
                    test(
                            "is_upper",
                            "are upper case letters",
                            "is_upper('ABC')",
                            Character::isUpperCase),
                    test("is_space", "are white space", "is_space('  ')", Character::isWhitespace));

    private CaseFunctions() {}

    private static ScalarFunction test(
            String name, String what, String example, IntPredicate isAccepted) {
        return Signatures.function(name, "string")
                .syntax(name + "(text)")
                .description("Says whether a text has characters and all of them " + what + ".")
                .example(example, "true")
                .signature(
                        DataType.BOOLEAN,
                        RowKernels.textToBoolean(text -> allMatch(text, isAccepted)),
                        DataType.VARCHAR)
                .build();
    }

    private static boolean allMatch(Text text, IntPredicate isAccepted) {
        for (int index = 0; index < text.length(); index += text.characterBytes(index)) {
            if (!isAccepted.test(text.codePointAt(index))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static void initcap(Text text, TextWriter result) {
        boolean isInWord = false;
        for (int index = 0; index < text.length(); index += text.characterBytes(index)) {
            int character = text.codePointAt(index);
            result.appendCodePoint(
                    isInWord ? Character.toLowerCase(character) : Character.toTitleCase(character));
            isInWord = Character.isLetterOrDigit(character);
        }
    }

    private static void stripAccents(Text text, TextWriter result) {
        if (text.isAscii()) {
            result.append(text);
            return;
        }
        String decomposed = Normalizer.normalize(text.toString(), Normalizer.Form.NFD);
        decomposed
                .codePoints()
                .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
                .forEach(result::appendCodePoint);
    }

    private static void normalize(Text text, TextWriter result) {
        if (text.isAscii()) {
            result.append(text);
        } else {
            result.append(Normalizer.normalize(text.toString(), Normalizer.Form.NFC));
        }
    }
}
