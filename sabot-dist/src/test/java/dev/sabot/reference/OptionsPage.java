package dev.sabot.reference;

import dev.sabot.connector.Connector;
import dev.sabot.connector.Option;
import dev.sabot.format.Format;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/// The options of connectors and formats, from their declarations.
final class OptionsPage {
    private OptionsPage() {}

    static Page write() {
        Page page =
                new Page(
                        "options.md",
                        "Options of connectors and formats",
                        """
                        Options stand in `CREATE TABLE .. WITH ('connector' = 'name', 'option' =
                        'value')`, in `COPY .. (OPTION value)` and in calls such as
                        `read_csv('path', option => value)`; the last two take those of the format
                        and of the connector `filesystem`. An option that is not listed is an
                        error.\
                        """);
        List<Connector> connectors =
                ServiceLoader.load(Connector.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparing(Connector::name))
                        .toList();
        for (Connector connector : connectors) {
            page.heading("Connector " + Page.code(connector.name()));
            options(page, connector.options());
        }
        List<Format> formats =
                ServiceLoader.load(Format.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparing(Format::name))
                        .toList();
        for (Format format : formats) {
            page.heading("Format " + Page.code(format.name()));
            page.paragraph("Files named " + String.join(", ", codes(format.extensions())) + ".");
            page.subheading("Reading " + format.name());
            options(page, format.readOptions());
            page.subheading("Writing " + format.name());
            options(page, format.writeOptions());
        }
        return page;
    }

    private static List<String> codes(List<String> texts) {
        return texts.stream().map(Page::code).toList();
    }

    private static void options(Page page, List<Option> options) {
        if (options.isEmpty()) {
            page.paragraph("No options.");
            return;
        }
        page.table("Option", "Type", "Default", "Meaning");
        for (Option option : options) {
            String initial = option.defaultValue();
            page.row(
                    Page.code(option.name()),
                    option.type().sqlName(),
                    initial == null ? "" : initial.isEmpty() ? "empty" : Page.code(initial),
                    Page.plain(option.description()));
        }
    }
}
