package dev.sabot.planner.physical;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.Case;
import dev.sabot.exec.expression.Expression.Cast;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.expression.Expression.Conjunction;
import dev.sabot.exec.expression.Expression.Disjunction;
import dev.sabot.exec.expression.Expression.In;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.expression.Expression.Parameter;
import dev.sabot.type.DataType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes expressions as SQL.
final class ExpressionText {
    private static final int MAX_MEMBERS = 10;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /// Operators between their operands, and how tightly they bind.
    private static final Map<String, Infix> INFIX =
            Map.ofEntries(
                    Map.entry("equal", new Infix("=", 4)),
                    Map.entry("not_equal", new Infix("<>", 4)),
                    Map.entry("less", new Infix("<", 4)),
                    Map.entry("less_or_equal", new Infix("<=", 4)),
                    Map.entry("greater", new Infix(">", 4)),
                    Map.entry("greater_or_equal", new Infix(">=", 4)),
                    Map.entry("is_distinct", new Infix("IS DISTINCT FROM", 4)),
                    Map.entry("is_not_distinct", new Infix("IS NOT DISTINCT FROM", 4)),
                    Map.entry("like", new Infix("LIKE", 4)),
                    Map.entry("ilike", new Infix("ILIKE", 4)),
                    Map.entry("similar_to", new Infix("SIMILAR TO", 4)),
                    Map.entry("concatenate", new Infix("||", 5)),
                    Map.entry("add", new Infix("+", 6)),
                    Map.entry("subtract", new Infix("-", 6)),
                    Map.entry("multiply", new Infix("*", 7)),
                    Map.entry("divide", new Infix("/", 7)),
                    Map.entry("modulo", new Infix("%", 7)));

    private static final Map<String, String> POSTFIX =
            Map.of(
                    "is_null", "IS NULL",
                    "is_not_null", "IS NOT NULL",
                    "is_true", "IS TRUE",
                    "is_false", "IS FALSE",
                    "is_not_true", "IS NOT TRUE",
                    "is_not_false", "IS NOT FALSE");

    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int COMPARISON = 4;
    private static final int UNARY = 8;

    private final List<String> names;

    ExpressionText(List<String> names) {
        this.names = names;
    }

    private record Infix(String symbol, int precedence) {}

    String of(Expression expression) {
        return text(expression, 0);
    }

    /// Returns a condition that others may follow with AND.
    String operand(Expression condition) {
        return text(condition, AND);
    }

    String list(List<Expression> expressions) {
        return expressions.stream().map(this::of).collect(Collectors.joining(", "));
    }

    /// Puts an expression that binds less tightly than its surroundings in parentheses.
    private String text(Expression expression, int outer) {
        return switch (expression) {
            case ColumnReference reference -> names.get(reference.column());
            case Literal literal -> literal(literal);
            case Parameter parameter -> "?" + (parameter.index() + 1);
            case Conjunction conjunction ->
                    enclosed(joined(conjunction.terms(), " AND ", AND), AND, outer);
            case Disjunction disjunction ->
                    enclosed(joined(disjunction.terms(), " OR ", OR), OR, outer);
            case Case choice -> choice(choice);
            case Cast cast ->
                    (cast.isTry() ? "TRY_CAST(" : "CAST(")
                            + of(cast.argument())
                            + " AS "
                            + cast.type()
                            + ")";
            case In in -> enclosed(in(in), COMPARISON, outer);
            case Call call -> call(call, outer);
        };
    }

    private static String enclosed(String text, int precedence, int outer) {
        return precedence < outer ? "(" + text + ")" : text;
    }

    private String joined(List<Expression> terms, String separator, int precedence) {
        return terms.stream()
                .map(term -> text(term, precedence + 1))
                .collect(Collectors.joining(separator));
    }

    private String choice(Case choice) {
        StringBuilder text = new StringBuilder("CASE");
        for (Case.Branch branch : choice.branches()) {
            text.append(" WHEN ").append(of(branch.condition()));
            text.append(" THEN ").append(of(branch.value()));
        }
        return text.append(" ELSE ").append(of(choice.otherwise())).append(" END").toString();
    }

    private String in(In in) {
        String members =
                in.members().stream()
                        .limit(MAX_MEMBERS)
                        .map(ExpressionText::literal)
                        .collect(Collectors.joining(", "));
        int omitted = in.members().size() - MAX_MEMBERS;
        String rest = omitted > 0 ? ", … " + omitted + " more" : "";
        return text(in.value(), COMPARISON + 1) + " IN (" + members + rest + ")";
    }

    private String call(Call call, int outer) {
        List<Expression> arguments = call.arguments();
        Infix infix = INFIX.get(call.function());
        if (infix != null && arguments.size() >= 2) {
            String text =
                    text(arguments.get(0), infix.precedence)
                            + " "
                            + infix.symbol
                            + " "
                            + text(arguments.get(1), infix.precedence + 1);
            String escape =
                    arguments.size() > 2 ? " ESCAPE " + text(arguments.get(2), COMPARISON + 1) : "";
            return enclosed(text + escape, infix.precedence, outer);
        }
        String postfix = POSTFIX.get(call.function());
        if (postfix != null) {
            String operand = text(arguments.getFirst(), COMPARISON + 1);
            return enclosed(operand + " " + postfix, COMPARISON, outer);
        }
        return switch (call.function()) {
            case "not" -> enclosed("NOT " + text(arguments.getFirst(), NOT + 1), NOT, outer);
            case "negate" -> "-" + text(arguments.getFirst(), UNARY);
            default -> call.function() + "(" + list(arguments) + ")";
        };
    }

    static String literal(Literal literal) {
        Object value = literal.value();
        if (value == null) {
            return "NULL";
        }
        DataType type = literal.type();
        return switch (type.kind()) {
            case VARCHAR -> quoted((String) value);
            case VARBINARY -> "X'" + HexFormat.of().formatHex((byte[]) value) + "'";
            case DECIMAL -> new BigDecimal((BigInteger) value, type.scale()).toPlainString();
            case DATE -> "DATE '" + LocalDate.ofEpochDay((Long) value) + "'";
            case TIME -> "TIME '" + LocalTime.ofNanoOfDay((Long) value * NANOS_PER_MICRO) + "'";
            case TIMESTAMP -> "TIMESTAMP '" + timestamp((Long) value) + "'";
            case TIMESTAMP_TZ -> "TIMESTAMP WITH TIME ZONE '" + timestamp((Long) value) + " UTC'";
            case INTERVAL_MONTH -> "INTERVAL '" + value + "' MONTH";
            case INTERVAL_DAY -> "INTERVAL '" + duration((Long) value) + "'";
            case NULL, BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, ARRAY, ROW, MAP ->
                    String.valueOf(value);
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String timestamp(long micros) {
        return LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, MICROS_PER_SECOND),
                        (int) (Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO),
                        ZoneOffset.UTC)
                .toString()
                .replace('T', ' ');
    }

    private static String duration(long micros) {
        Duration duration =
                Duration.ofSeconds(
                        Math.floorDiv(micros, MICROS_PER_SECOND),
                        Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
        boolean isWholeDays = duration.equals(Duration.ofDays(duration.toDays()));
        return isWholeDays
                ? duration.toDays() + " days"
                : new BigDecimal(micros).movePointLeft(6).stripTrailingZeros().toPlainString()
                        + " seconds";
    }
}
