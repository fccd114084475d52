package dev.sabot.exec.function.scalar.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.scalar.ArgumentErrors;

import org.jspecify.annotations.Nullable;

/// A compiled regular expression in RE2 syntax, which matches in time linear in the text.
///
/// Flags: `i` ignores case, `c` does not, `s` lets . match a line break, `n`, `m` and `p` do not
/// (as is usual), `l` takes the pattern literally, `g` replaces every match.
///
/// @param backtracking the same for short ASCII texts, or null; see [BacktrackingPattern]
record Regex(Pattern pattern, java.util.regex.@Nullable Pattern backtracking, boolean isGlobal) {

    /// Compiles a pattern.
    ///
    /// **Errors**: INVALID_REGEX.
    static Regex compile(String pattern, String flags) {
        int options = 0;
        boolean isGlobal = false;
        boolean isLiteral = false;
        for (int index = 0; index < flags.length(); index++) {
            switch (flags.charAt(index)) {
                case 'i' -> options |= Pattern.CASE_INSENSITIVE;
                case 'c' -> options &= ~Pattern.CASE_INSENSITIVE;
                case 's' -> options |= Pattern.DOTALL;
                case 'n', 'm', 'p' -> options &= ~Pattern.DOTALL;
                case 'g' -> isGlobal = true;
                case 'l' -> isLiteral = true;
                default ->
                        throw new SabotException(
                                ErrorCode.INVALID_REGEX,
                                "the flags of regular expressions are c, g, i, l, m, n, p and s,"
                                        + " not "
                                        + ArgumentErrors.quote(flags));
            }
        }
        try {
            String expression = isLiteral ? Pattern.quote(pattern) : pattern;
            Pattern compiled = Pattern.compile(expression, options);
            boolean isUsual = options == 0 && !isLiteral;
            return new Regex(
                    compiled, isUsual ? BacktrackingPattern.translate(pattern) : null, isGlobal);
        } catch (PatternSyntaxException e) {
            throw new SabotException(
                    ErrorCode.INVALID_REGEX,
                    ArgumentErrors.quote(pattern)
                            + " is no regular expression in RE2 syntax: "
                            + e.getDescription(),
                    e);
        }
    }
}
