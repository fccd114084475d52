package dev.sabot.exec.function.operator;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.sabot.batch.Column;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.PredicateKernel;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Matches SQL's SIMILAR TO in linear time: the pattern is translated to a regular expression that
/// must match the whole text.
final class SimilarKernel implements PredicateKernel {
    private final @Nullable Pattern constant;

    SimilarKernel(List<@Nullable Object> constants) {
        boolean isKnown = constants.get(1) instanceof String;
        if (constants.size() > 2) {
            isKnown &= constants.get(2) instanceof String;
        }
        constant =
                isKnown && constants.get(1) instanceof String pattern
                        ? pattern(pattern, constants.size() > 2 ? (String) constants.get(2) : null)
                        : null;
    }

    private static Pattern pattern(String similar, @Nullable String escape) {
        int escapeCharacter = escape == null || escape.isEmpty() ? -1 : escape.codePointAt(0);
        StringBuilder regex = new StringBuilder();
        int[] characters = similar.codePoints().toArray();
        boolean isInClass = false;
        for (int index = 0; index < characters.length; index++) {
            int character = characters[index];
            if (character == escapeCharacter) {
                index++;
                if (index == characters.length) {
                    throw new SabotException(
                            ErrorCode.INVALID_REGEX,
                            "the SIMILAR TO pattern '"
                                    + similar
                                    + "' ends with its escape character");
                }
                regex.append(Pattern.quote(Character.toString(characters[index])));
            } else if (isInClass) {
                isInClass = character != ']';
                regex.append(character == '\\' ? "\\\\" : Character.toString(character));
            } else {
                isInClass = character == '[';
                regex.append(translate(character));
            }
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new SabotException(
                    ErrorCode.INVALID_REGEX,
                    "'" + similar + "' is no SIMILAR TO pattern: " + e.getDescription(),
                    e);
        }
    }

    private static String translate(int character) {
        return switch (character) {
            case '%' -> ".*";
            case '_' -> ".";
            case '.' -> "\\.";
            case '^' -> "\\^";
            case '$' -> "\\$";
            case '\\' -> "\\\\";
            default -> Character.toString(character);
        };
    }

    @Override
    public void keep(Column[] arguments, int numRows, long[] bits, EvaluationContext context) {
        ActiveRows.keep(
                numRows,
                bits,
                row -> {
                    Pattern pattern = constant;
                    if (pattern == null) {
                        String escape = arguments.length > 2 ? arguments[2].getString(row) : null;
                        pattern = pattern(arguments[1].getString(row), escape);
                    }
                    return pattern.matcher(arguments[0].getBytes(row)).matches();
                });
    }
}
