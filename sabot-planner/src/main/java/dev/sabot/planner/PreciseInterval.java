package dev.sabot.planner;

import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/// An interval with microseconds, as in `INTERVAL '0.000001' SECOND`; Calcite's own literal gives
/// whole milliseconds.
final class PreciseInterval extends SqlIntervalLiteral {
    private static final int MILLI_DIGITS = 3;

    private final IntervalValue interval;

    private PreciseInterval(
            IntervalValue interval, SqlIntervalLiteral literal, SqlParserPos place) {
        super(
                interval.getSign(),
                interval.getIntervalLiteral(),
                interval.getIntervalQualifier(),
                literal.getTypeName(),
                place);
        this.interval = interval;
    }

    /// Returns the literal itself unless it has digits below a millisecond.
    static SqlIntervalLiteral of(SqlIntervalLiteral literal) {
        IntervalValue interval = literal.getValueAs(IntervalValue.class);
        return belowMillis(interval).signum() == 0
                ? literal
                : new PreciseInterval(interval, literal, literal.getParserPosition());
    }

    private static BigDecimal belowMillis(IntervalValue interval) {
        String text = interval.getIntervalLiteral().strip();
        int point = text.indexOf('.');
        if (point < 0 || text.length() <= point + 1 + MILLI_DIGITS) {
            return BigDecimal.ZERO;
        }
        String digits = text.substring(point + 1 + MILLI_DIGITS);
        if (!digits.chars().allMatch(unit -> unit >= '0' && unit <= '9')) {
            return BigDecimal.ZERO;
        }
        int sign = interval.getSign() * (text.startsWith("-") ? -1 : 1);
        return new BigDecimal("0." + digits).multiply(BigDecimal.valueOf(sign));
    }

    @Override
    public <T> T getValueAs(Class<T> type) {
        return type == BigDecimal.class
                ? type.cast(super.getValueAs(BigDecimal.class).add(belowMillis(interval)))
                : super.getValueAs(type);
    }

    @Override
    public SqlIntervalLiteral clone(SqlParserPos place) {
        return new PreciseInterval(interval, this, place);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
