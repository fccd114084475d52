package dev.sabot.sql.syntax;

import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Intervals whose unit stands inside the quotes, as in `INTERVAL '1 day 6 hours'`.
///
/// Units of months and units of days do not mix in one literal, because their sum has no length.
public final class IntervalText {
    private static final Pattern PART =
            Pattern.compile(
                    "\\s*([+-]?\\d+(?:\\.\\d+)?)\\s*([a-z]+)\\s*", Pattern.CASE_INSENSITIVE);

    /// Months per unit.
    private static final Map<String, Integer> MONTHS =
            Map.of("month", 1, "mon", 1, "quarter", 3, "year", 12, "decade", 120, "century", 1200);

    /// Seconds per unit.
    private static final Map<String, BigDecimal> SECONDS =
            Map.ofEntries(
                    Map.entry("microsecond", new BigDecimal("0.000001")),
                    Map.entry("millisecond", new BigDecimal("0.001")),
                    Map.entry("second", BigDecimal.ONE),
                    Map.entry("sec", BigDecimal.ONE),
                    Map.entry("minute", new BigDecimal(60)),
                    Map.entry("min", new BigDecimal(60)),
                    Map.entry("hour", new BigDecimal(3600)),
                    Map.entry("day", new BigDecimal(86_400)),
                    Map.entry("week", new BigDecimal(604_800)));

    /// As many as Calcite allows, so that no default precision refuses a long interval.
    private static final int LEADING_DIGITS = 10;

    private static final BigDecimal DAY = new BigDecimal(86_400);

    private IntervalText() {}

    private record Part(BigDecimal number, String unit) {}

    /// Returns the literal that a text stands for.
    ///
    /// **Errors**: a text that is no such interval is refused with its position.
    public static SqlNode literal(String text, int sign, SqlParserPos position) {
        List<Part> parts = parts(text, position);
        if (parts.stream().allMatch(part -> MONTHS.containsKey(part.unit))) {
            return months(parts, sign, position);
        }
        if (parts.stream().allMatch(part -> SECONDS.containsKey(part.unit))) {
            return seconds(parts, sign, position);
        }
        throw Refusal.at(
                position, "one interval cannot mix months and days; add two intervals instead");
    }

    private static List<Part> parts(String text, SqlParserPos position) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            parts.add(new Part(new BigDecimal(matcher.group(1)), unit(matcher.group(2), position)));
            end = matcher.end();
        }
        if (parts.isEmpty() || end < text.length()) {
            throw Refusal.at(
                    position,
                    "'" + text + "' is not an interval; write INTERVAL '3' MONTH or '3 months'");
        }
        return parts;
    }

    private static String unit(String word, SqlParserPos position) {
        String unit = word.toLowerCase(Locale.ROOT);
        if (unit.equals("centuries")) {
            unit = "century";
        } else if (unit.endsWith("s")) {
            unit = unit.substring(0, unit.length() - 1);
        }
        if (!MONTHS.containsKey(unit) && !SECONDS.containsKey(unit)) {
            throw Refusal.at(position, "'" + word + "' is not a unit of time");
        }
        return unit;
    }

    private static SqlNode months(List<Part> parts, int sign, SqlParserPos position) {
        BigDecimal total = BigDecimal.ZERO;
        for (Part part : parts) {
            BigDecimal factor = BigDecimal.valueOf(MONTHS.getOrDefault(part.unit, 0));
            total = total.add(part.number.multiply(factor));
        }
        if (total.stripTrailingZeros().scale() > 0) {
            throw Refusal.at(position, "an interval cannot hold a fraction of a month");
        }
        return literal(total.multiply(BigDecimal.valueOf(sign)), TimeUnit.MONTH, position);
    }

    private static SqlNode seconds(List<Part> parts, int sign, SqlParserPos position) {
        BigDecimal total = BigDecimal.ZERO;
        for (Part part : parts) {
            BigDecimal factor = SECONDS.getOrDefault(part.unit, BigDecimal.ZERO);
            total = total.add(part.number.multiply(factor));
        }
        total = total.multiply(BigDecimal.valueOf(sign));
        BigDecimal[] days = total.divideAndRemainder(DAY);
        return days[1].signum() == 0
                ? literal(days[0], TimeUnit.DAY, position)
                : literal(total, TimeUnit.SECOND, position);
    }

    private static SqlNode literal(BigDecimal value, TimeUnit unit, SqlParserPos position) {
        SqlIntervalQualifier qualifier =
                new SqlIntervalQualifier(
                        unit, LEADING_DIGITS, null, RelDataType.PRECISION_NOT_SPECIFIED, position);
        return SqlLiteral.createInterval(
                value.signum() < 0 ? -1 : 1,
                value.abs().stripTrailingZeros().toPlainString(),
                qualifier,
                position);
    }
}
