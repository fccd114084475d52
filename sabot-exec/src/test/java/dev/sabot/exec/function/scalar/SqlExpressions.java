package dev.sabot.exec.function.scalar;

import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.Cast;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.expression.ExpressionCompiler;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Reads the small part of SQL that examples of functions are written in: literals, calls, CAST,
/// `||`, subscripts, AT TIME ZONE. Constant literals of any type come out as [Literal]s.
final class SqlExpressions {
    private final FunctionRegistry registry;
    private final EvaluationContext context;
    private final String text;
    private int at;

    private SqlExpressions(String text, FunctionRegistry registry, EvaluationContext context) {
        this.text = text;
        this.registry = registry;
        this.context = context;
    }

    static Expression parse(String text, FunctionRegistry registry, EvaluationContext context) {
        SqlExpressions parser = new SqlExpressions(text, registry, context);
        Expression expression = parser.expression();
        parser.blanks();
        if (parser.at < text.length()) {
            throw parser.error("the end");
        }
        return expression;
    }

    private IllegalArgumentException error(String expected) {
        return new IllegalArgumentException("expected " + expected + " at " + at + " of " + text);
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean accept(String symbol) {
        blanks();
        if (text.startsWith(symbol, at)) {
            at += symbol.length();
            return true;
        }
        return false;
    }

    private void expect(String symbol) {
        if (!accept(symbol)) {
            throw error(symbol);
        }
    }

    private boolean acceptWord(String word) {
        blanks();
        int end = at + word.length();
        boolean matches =
                text.regionMatches(true, at, word, 0, word.length())
                        && (end == text.length()
                                || !Character.isJavaIdentifierPart(text.charAt(end)));
        at = matches ? end : at;
        return matches;
    }

    private Expression expression() {
        Expression left = joined();
        if (accept("<")) {
            return call("less", List.of(left, joined()));
        }
        return accept(">") ? call("greater", List.of(left, joined())) : left;
    }

    private Expression joined() {
        Expression left = postfix();
        while (accept("||")) {
            left = call("concatenate", List.of(left, postfix()));
        }
        return left;
    }

    private Expression postfix() {
        Expression value = primary();
        while (true) {
            if (accept("[")) {
                value = call("element_at", List.of(value, expression()));
                expect("]");
            } else if (acceptWord("AT")) {
                acceptWord("TIME");
                acceptWord("ZONE");
                value = call("at_time_zone", List.of(value, primary()));
            } else {
                return value;
            }
        }
    }

    private Expression primary() {
        blanks();
        char next = at < text.length() ? text.charAt(at) : ' ';
        if (next == '\'') {
            return new Literal(string(), DataType.VARCHAR);
        }
        if (next == '-' || Character.isDigit(next)) {
            return number();
        }
        if (accept("(")) {
            Expression inner = expression();
            expect(")");
            return inner;
        }
        return named();
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        expect("'");
        while (true) {
            int end = text.indexOf('\'', at);
            value.append(text, at, end);
            at = end + 1;
            if (at >= text.length() || text.charAt(at) != '\'') {
                return value.toString();
            }
            value.append('\'');
            at++;
        }
    }

    private Expression number() {
        int start = at++;
        while (at < text.length() && "0123456789.eE".indexOf(text.charAt(at)) >= 0
                || at < text.length()
                        && "+-".indexOf(text.charAt(at)) >= 0
                        && "eE".indexOf(text.charAt(at - 1)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.equals("-")) {
            return call("negate", List.of(primary()));
        }
        if (digits.toLowerCase(Locale.ROOT).contains("e")) {
            return new Literal(Double.valueOf(digits), DataType.DOUBLE);
        }
        BigDecimal decimal = new BigDecimal(digits);
        if (decimal.scale() == 0 && decimal.precision() <= 19) {
            long value = decimal.longValueExact();
            return new Literal(value, value == (int) value ? DataType.INTEGER : DataType.BIGINT);
        }
        int precision = Math.max(decimal.precision(), decimal.scale());
        return new Literal(decimal.unscaledValue(), DataType.decimal(precision, decimal.scale()));
    }

    private Expression named() {
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw error("an expression");
        }
        String name = text.substring(start, at).toLowerCase(Locale.ROOT);
        switch (name) {
            case "null" -> {
                return new Literal(null, DataType.NULL);
            }
            case "true" -> {
                return Literal.TRUE;
            }
            case "false" -> {
                return Literal.FALSE;
            }
            case "x" -> {
                return new Literal(HexFormat.of().parseHex(string()), DataType.VARBINARY);
            }
            case "interval" -> {
                return interval();
            }
            case "cast", "try_cast" -> {
                return cast(name.equals("try_cast"));
            }
            default -> {}
        }
        blanks();
        boolean isText = at < text.length() && text.charAt(at) == '\'';
        if (isText || name.equals("timestamp") && acceptWord("WITH")) {
            return typed(name);
        }
        if (accept("[")) {
            return constant(call(name, arguments("]")));
        }
        return accept("(") ? call(name, arguments(")")) : call(name, List.of());
    }

    private Expression typed(String name) {
        DataType type =
                switch (name) {
                    case "date" -> DataType.DATE;
                    case "time" -> DataType.TIME;
                    case "timestamptz" -> DataType.TIMESTAMP_TZ;
                    case "timestamp" -> DataType.TIMESTAMP;
                    default -> throw error("a type before a text");
                };
        return constant(new Cast(new Literal(string(), DataType.VARCHAR), type, false));
    }

    private Expression interval() {
        boolean isNegative = accept("-");
        String number = string();
        blanks();
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        String unit = text.substring(start, at).toUpperCase(Locale.ROOT);
        long value = Long.parseLong(number) * (isNegative ? -1 : 1);
        return switch (unit) {
            case "MONTH" -> new Literal(value, DataType.INTERVAL_MONTH);
            case "YEAR" -> new Literal(12 * value, DataType.INTERVAL_MONTH);
            case "DAY" -> new Literal(86_400_000_000L * value, DataType.INTERVAL_DAY);
            case "HOUR" -> new Literal(3_600_000_000L * value, DataType.INTERVAL_DAY);
            case "MINUTE" -> new Literal(60_000_000L * value, DataType.INTERVAL_DAY);
            case "SECOND" -> new Literal(1_000_000L * value, DataType.INTERVAL_DAY);
            default -> throw error("a unit");
        };
    }

    private Expression cast(boolean isTry) {
        expect("(");
        Expression argument = expression();
        if (!acceptWord("AS")) {
            throw error("AS");
        }
        DataType type = type();
        expect(")");
        Expression cast = new Cast(argument, type, isTry);
        return argument instanceof Literal ? constant(cast) : cast;
    }

    private DataType type() {
        blanks();
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at).toUpperCase(Locale.ROOT);
        DataType type =
                switch (name) {
                    case "BOOLEAN" -> DataType.BOOLEAN;
                    case "TINYINT" -> DataType.TINYINT;
                    case "SMALLINT" -> DataType.SMALLINT;
                    case "INTEGER" -> DataType.INTEGER;
                    case "BIGINT" -> DataType.BIGINT;
                    case "REAL" -> DataType.REAL;
                    case "DOUBLE" -> DataType.DOUBLE;
                    case "VARCHAR" -> DataType.VARCHAR;
                    case "VARBINARY" -> DataType.VARBINARY;
                    case "DATE" -> DataType.DATE;
                    case "TIME" -> DataType.TIME;
                    case "TIMESTAMP" -> DataType.TIMESTAMP;
                    case "TIMESTAMPTZ" -> DataType.TIMESTAMP_TZ;
                    case "DECIMAL" -> decimal();
                    default -> throw error("a type");
                };
        return acceptWord("ARRAY") ? DataType.array(type) : type;
    }

    private DataType decimal() {
        expect("(");
        int precision = Math.toIntExact((Long) ((Literal) number()).value());
        expect(",");
        blanks();
        int scale = Math.toIntExact((Long) ((Literal) number()).value());
        expect(")");
        return DataType.decimal(precision, scale);
    }

    private List<Expression> arguments(String end) {
        List<Expression> arguments = new ArrayList<>();
        if (accept(end)) {
            return arguments;
        }
        do {
            arguments.add(expression());
        } while (accept(",")
                || acceptWord("IN")
                || acceptWord("PLACING")
                || acceptWord("FROM")
                || acceptWord("FOR"));
        expect(end);
        return arguments;
    }

    private Expression call(String name, List<Expression> arguments) {
        ScalarFunction function = registry.scalar(name);
        if (function == null) {
            throw error("a function, not " + name);
        }
        List<DataType> types = arguments.stream().map(Expression::type).toList();
        FunctionRegistry.@Nullable Resolved<ScalarFunction.Signature> resolved =
                FunctionRegistry.resolve(function, types);
        if (resolved == null) {
            throw error("a function " + name + " that takes " + types);
        }
        return new Call(function.doc().name(), arguments, resolved.result());
    }

    private Literal constant(Expression expression) {
        return ExpressionCompiler.evaluateConstant(expression, registry, context);
    }
}
