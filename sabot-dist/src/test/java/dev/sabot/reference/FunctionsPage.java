package dev.sabot.reference;

import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.exec.function.BuiltinFunctions;
import dev.sabot.exec.function.FunctionDoc;
import dev.sabot.exec.function.NullRule;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Volatility;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The functions by category, from their declarations.
final class FunctionsPage {
    /// The categories in the order of the page, and what they are called; others follow by name.
    private static final Map<String, String> TITLES = titles();

    private FunctionsPage() {}

    private record Entry(FunctionDoc doc, String note) {}

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("aggregate", "Aggregates");
        titles.put("string", "Text");
        titles.put("math", "Numbers");
        titles.put("date", "Dates and times");
        titles.put("conditional", "Conditions");
        titles.put("array", "Arrays");
        titles.put("map", "Maps");
        titles.put("row", "Rows");
        titles.put("json", "JSON");
        return titles;
    }

    static Page write() {
        Page page =
                new Page(
                        "functions.md",
                        "Functions",
                        """
                        Names match without case. A function gives NULL when an argument is NULL,
                        unless its text says that it decides for itself. Every example is run by a
                        test. `SHOW FUNCTIONS LIKE '%date%'` and `sabot.system.functions` list the
                        same in SQL.\
                        """);
        Map<String, List<Entry>> entries = entries();
        for (Map.Entry<String, List<Entry>> group : entries.entrySet()) {
            String title = TITLES.getOrDefault(group.getKey(), Page.sentence(group.getKey()));
            page.heading(title).table("Syntax", "Meaning", "Example", "Result");
            group.getValue().sort(Comparator.comparing(entry -> entry.doc().name()));
            for (Entry entry : group.getValue()) {
                FunctionDoc doc = entry.doc();
                page.row(
                        Page.code(doc.syntax()),
                        Page.plain(doc.description() + entry.note()) + aliases(doc),
                        Page.code(doc.example()),
                        Page.code(doc.result()));
            }
        }
        return page;
    }

    private static Map<String, List<Entry>> entries() {
        Map<String, List<Entry>> entries = new LinkedHashMap<>();
        TITLES.keySet().forEach(category -> entries.put(category, new ArrayList<>()));
        for (AggregateFunction function : BuiltinFunctions.aggregates()) {
            add(entries, function.doc(), "");
        }
        for (ScalarFunction function : BuiltinFunctions.scalars()) {
            boolean isOperator = function.doc().category().equals("operator");
            String note = isOperator || function.nullRule() == NullRule.PROPAGATE ? "" : NULLS;
            add(entries, function.doc(), note + volatility(function.volatility()));
        }
        entries.values().removeIf(List::isEmpty);
        return entries;
    }

    private static final String NULLS = " Decides for itself about NULL.";

    private static String volatility(Volatility volatility) {
        return switch (volatility) {
            case IMMUTABLE -> "";
            case STABLE -> " The same for a whole statement.";
            case VOLATILE -> " Anew for every row.";
        };
    }

    private static void add(Map<String, List<Entry>> entries, FunctionDoc doc, String note) {
        entries.computeIfAbsent(doc.category(), _ -> new ArrayList<>()).add(new Entry(doc, note));
    }

    private static String aliases(FunctionDoc doc) {
        return doc.aliases().isEmpty()
                ? ""
                : " Also called "
                        + String.join(", ", doc.aliases().stream().map(Page::code).toList())
                        + ".";
    }
}
