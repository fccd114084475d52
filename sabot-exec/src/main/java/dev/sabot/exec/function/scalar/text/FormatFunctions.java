package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.TextWriter;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts made after a pattern. Arguments come in their text form; numbers are read back exactly.
final class FormatFunctions {
    private static final Pattern SPECIFIER =
            Pattern.compile("%([-+ 0,#]*)(\\d{0,6})(\\.\\d{1,4})?([sdifeEgGxXoc%])?");

    private static final ScalarFunction FORMAT =
            Signatures.function("format", "string")
                    .syntax("format(pattern, value, ...)")
                    .description(
                            "Puts values into the places {} or {0}, {1} ... of a pattern, as in "
                                    + "DuckDB; {{ and }} stand for braces.")
                    .example("format('{} and {1}', 'one', 'two')", "one and two")
                    .canFail()
                    .signature(
                            Signatures.of(
                                    Signatures.always(DataType.VARCHAR),
                                    RowKernels.row(FormatFunctions::format),
                                    Signatures.variadic(1, Parameters.AS_TEXT)))
                    .build();

    private static final ScalarFunction PRINTF =
            Signatures.function("printf", "string")
                    .syntax("printf(pattern, value, ...)")
                    .description(
                            "Puts values into the places of a pattern as C's printf does: %s, %d,"
                                + " %f, %e, %g, %x, %X, %o, %c with flags, width and precision.")
                    .example("printf('%05.1f|%-4s|%d', 2.25, 'ab', 7)", "002.3|ab  |7")
                    .canFail()
                    .signature(
                            Signatures.of(
                                    Signatures.always(DataType.VARCHAR),
                                    RowKernels.row(FormatFunctions::printf),
                                    Signatures.variadic(1, Parameters.AS_TEXT)))
                    .build();

    static final List<ScalarFunction> ALL = List.of(FORMAT, PRINTF);

    private FormatFunctions() {}

    private static void format(Row row, RowResult result) {
        String pattern = row.text(0).toString();
        TextWriter writer = result.text();
        int next = 0;
        int at = 0;
        while (at < pattern.length()) {
            char character = pattern.charAt(at);
            boolean isDoubled = at + 1 < pattern.length() && pattern.charAt(at + 1) == character;
            if (character != '{' && character != '}') {
                int character32 = pattern.codePointAt(at);
                writer.appendCodePoint(character32);
                at += Character.charCount(character32);
            } else if (isDoubled) {
                writer.appendByte(character);
                at += 2;
            } else {
                int end = pattern.indexOf('}', at);
                if (character == '}' || end < 0) {
                    throw ArgumentErrors.invalid(
                            "a brace of format is not closed or not opened in "
                                    + ArgumentErrors.quote(pattern)
                                    + "; write {{ or }} for a brace");
                }
                String index = pattern.substring(at + 1, end);
                int argument = index.isEmpty() ? next++ : index(index, pattern);
                writer.append(row.text(checkArgument(row, argument, pattern)));
                at = end + 1;
            }
        }
    }

    private static int index(String index, String pattern) {
        if (!index.matches("\\d{1,4}")) {
            throw ArgumentErrors.invalid(
                    "format takes {} and {0}, not {"
                            + index
                            + "} as in "
                            + ArgumentErrors.quote(pattern)
                            + "; printf formats numbers");
        }
        return Integer.parseInt(index);
    }

    /// Returns the index of an argument after the pattern, which must exist.
    private static int checkArgument(Row row, int argument, String pattern) {
        if (argument + 1 >= row.numArguments()) {
            throw ArgumentErrors.invalid(
                    "the pattern "
                            + ArgumentErrors.quote(pattern)
                            + " needs more than "
                            + (row.numArguments() - 1)
                            + " values");
        }
        return argument + 1;
    }

    private static void printf(Row row, RowResult result) {
        String pattern = row.text(0).toString();
        TextWriter writer = result.text();
        Matcher matcher = SPECIFIER.matcher(pattern);
        int from = 0;
        int next = 0;
        while (matcher.find()) {
            writer.append(pattern.substring(from, matcher.start()));
            from = matcher.end();
            String conversion = matcher.group(4);
            if (conversion == null) {
                throw ArgumentErrors.invalid(
                        "printf does not know "
                                + ArgumentErrors.quote(pattern.substring(matcher.start()))
                                + "; write %% for a percent sign");
            }
            if (conversion.equals("%")) {
                writer.appendByte('%');
                continue;
            }
            int argument = checkArgument(row, next++, pattern);
            writer.append(convert(matcher, conversion, row.text(argument).toString()));
        }
        writer.append(pattern.substring(from));
    }

    private static String convert(Matcher matcher, String conversion, String text) {
        String precision = matcher.group(3) == null ? "" : matcher.group(3);
        String prefix = "%" + matcher.group(1) + matcher.group(2);
        try {
            return switch (conversion) {
                case "s" -> String.format(Locale.ROOT, prefix + precision + "s", text);
                case "c" -> String.format(Locale.ROOT, prefix + "s", character(text));
                case "d", "i" ->
                        String.format(Locale.ROOT, prefix + "d", number(text).toBigIntegerExact());
                case "x", "X", "o" ->
                        String.format(
                                Locale.ROOT, prefix + conversion, number(text).longValueExact());
                default -> {
                    Double special = special(text);
                    yield special == null
                            ? String.format(
                                    Locale.ROOT, prefix + precision + conversion, number(text))
                            : String.format(
                                    Locale.ROOT, prefix.replace("0", "") + conversion, special);
                }
            };
        } catch (IllegalFormatException | ArithmeticException e) {
            throw ArgumentErrors.invalid(
                    "printf cannot write "
                            + ArgumentErrors.quote(text)
                            + " as "
                            + matcher.group()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static String character(String text) {
        return text.isEmpty() ? "" : text.substring(0, text.offsetByCodePoints(0, 1));
    }

    private static @Nullable Double special(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw ArgumentErrors.invalid(
                    "printf needs a number, not " + ArgumentErrors.quote(text), e);
        }
    }
}
