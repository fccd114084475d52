package dev.sabot.exec.function.scalar.json;

import dev.sabot.exec.function.scalar.ArgumentErrors;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The way to a value inside JSON: `$.orders[0].price`, `$['a key']`, `$[-1]` for the last element;
/// without `$` the text is a key, with `/` first a JSON pointer, as in DuckDB.
record JsonPath(List<Step> steps) {
    sealed interface Step {}

    /// The member of a name, in UTF-8.
    record Key(byte[] name) implements Step {}

    /// The element of an index from 0, or from -1 backwards.
    record Index(int index) implements Step {}

    /// Reads a path.
    ///
    /// **Errors**: INVALID_ARGUMENT.
    static JsonPath parse(String path) {
        String plain = path.startsWith("lax ") ? path.substring(4).strip() : path;
        if (plain.startsWith("$")) {
            return new Parser(plain).parse();
        }
        List<Step> steps = new ArrayList<>();
        if (plain.startsWith("/")) {
            for (String part : plain.substring(1).split("/", -1)) {
                String name = part.replace("~1", "/").replace("~0", "~");
                boolean isIndex = name.matches("0|[1-9]\\d{0,8}");
                steps.add(isIndex ? new Index(Integer.parseInt(name)) : key(name));
            }
        } else if (!plain.isEmpty()) {
            steps.add(key(plain));
        }
        return new JsonPath(List.copyOf(steps));
    }

    private static Key key(String name) {
        return new Key(name.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Parser {
        private final String path;
        private int at = 1;

        Parser(String path) {
            this.path = path;
        }

        private RuntimeException error() {
            return ArgumentErrors.invalid(
                    ArgumentErrors.quote(path)
                            + " is no path of keys and indexes such as '$.orders[0].price', at "
                            + "character "
                            + (at + 1));
        }

        JsonPath parse() {
            List<Step> steps = new ArrayList<>();
            while (at < path.length()) {
                steps.add(
                        switch (path.charAt(at++)) {
                            case '.' -> member();
                            case '[' -> subscript();
                            default -> {
                                at--;
                                throw error();
                            }
                        });
            }
            return new JsonPath(List.copyOf(steps));
        }

        private Step member() {
            if (at < path.length() && path.charAt(at) == '"') {
                return quoted();
            }
            int end = at;
            while (end < path.length() && ".[".indexOf(path.charAt(end)) < 0) {
                end++;
            }
            String name = path.substring(at, end);
            if (name.isEmpty() || name.equals("*")) {
                throw error();
            }
            at = end;
            return key(name);
        }

        private Step quoted() {
            char mark = path.charAt(at++);
            StringBuilder name = new StringBuilder();
            while (at < path.length() && path.charAt(at) != mark) {
                if (path.charAt(at) == '\\' && at + 1 < path.length()) {
                    at++;
                }
                name.append(path.charAt(at++));
            }
            if (at >= path.length()) {
                throw error();
            }
            at++;
            return key(name.toString());
        }

        private Step subscript() {
            Step step;
            if (at < path.length() && (path.charAt(at) == '\'' || path.charAt(at) == '"')) {
                step = quoted();
            } else {
                // [#-1] is another way to write [-1].
                at += at < path.length() && path.charAt(at) == '#' ? 1 : 0;
                int end = path.indexOf(']', at);
                String index = end < 0 ? "" : path.substring(at, end);
                if (!index.matches("-?\\d{1,9}")) {
                    throw error();
                }
                at = end;
                step = new Index(Integer.parseInt(index));
            }
            if (at >= path.length() || path.charAt(at++) != ']') {
                throw error();
            }
            return step;
        }
    }
}
