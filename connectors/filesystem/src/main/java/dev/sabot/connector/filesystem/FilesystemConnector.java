package dev.sabot.connector.filesystem;

import dev.sabot.connector.Connector;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.Option;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.Format;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Opens a file, a folder or a glob as a table. The format is the one named, or the one that the
/// ending of the path stands for; its options are given beside those of the connector.
public final class FilesystemConnector implements Connector {
    static final Option PATH =
            new Option(
                    "path",
                    TypeKind.VARCHAR,
                    "a file, a folder or a glob; several, one per line",
                    null);
    static final Option FORMAT =
            new Option(
                    "format",
                    TypeKind.VARCHAR,
                    "the format of the files; by default the one their ending stands for",
                    null);
    static final Option HIVE_PARTITIONING =
            new Option(
                    "hive_partitioning",
                    TypeKind.BOOLEAN,
                    "whether folders named key=value give columns",
                    "false");
    static final Option FILENAME =
            new Option(
                    "filename",
                    TypeKind.BOOLEAN,
                    "whether a column `filename` has the path of each row's file",
                    "false");
    static final Option OVERWRITE =
            new Option(
                    "overwrite",
                    TypeKind.BOOLEAN,
                    "whether writing replaces a file that exists",
                    "false");
    static final Option MONITOR_INTERVAL =
            new Option(
                    "source.monitor-interval",
                    TypeKind.VARCHAR,
                    "how often to look for new files, like 500ms, 10s or 1min; the table then has"
                            + " no end. Files are to appear whole, by being moved there",
                    null);
    private static final List<Option> OPTIONS =
            List.of(PATH, FORMAT, HIVE_PARTITIONING, FILENAME, OVERWRITE, MONITOR_INTERVAL);
    private static final Pattern INTERVAL = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h)");

    private final Formats formats = new Formats();

    @Override
    public String name() {
        return "filesystem";
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    @Override
    public Table open(TableHandle handle, ConnectorContext context) {
        Map<String, String> given = handle.options();
        String path = PATH.in(given);
        if (path == null || path.isBlank()) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "connector filesystem needs the option 'path': a file, a folder or a glob");
        }
        List<FileInfo> files = list(path, handle.schema(), context);
        Format format = formats.choose(FORMAT.in(given), path, files);
        Map<String, String> formatOptions = formatOptions(given);
        checkFormatOptions(format, formatOptions);
        FileTarget target =
                new FileTarget(
                        format,
                        path,
                        only(format.writeOptions(), formatOptions),
                        flag(OVERWRITE, given));
        Map<String, String> readOptions = only(format.readOptions(), formatOptions);
        boolean hasPartitions = flag(HIVE_PARTITIONING, given);
        boolean hasName = flag(FILENAME, given);
        if (MONITOR_INTERVAL.in(given) != null) {
            MonitoredTable.Opener opener =
                    (some, reading) ->
                            read(
                                    some,
                                    hasPartitions,
                                    hasName,
                                    handle.schema(),
                                    opener(format, readOptions, reading));
            return new MonitoredTable(
                    declared(handle), List.of(path.split("\n")), interval(given), opener, target);
        }
        if (files.isEmpty()) {
            return new EmptyTable(declared(handle), target);
        }
        Table table =
                read(
                        files,
                        hasPartitions,
                        hasName,
                        handle.schema(),
                        opener(format, readOptions, context));
        return hasPartitions || hasName ? table : new FileTable(table, target);
    }

    private static Table read(
            List<FileInfo> files,
            boolean hasPartitions,
            boolean hasName,
            @Nullable Schema declared,
            PartitionedTable.Opener opener) {
        if (!hasPartitions && !hasName) {
            return opener.open(files, declared);
        }
        ExtraColumns extra = ExtraColumns.find(files, hasPartitions, hasName);
        return PartitionedTable.open(files, extra, opener, declared);
    }

    private static long interval(Map<String, String> given) {
        String text = String.valueOf(MONITOR_INTERVAL.in(given)).strip().toLowerCase(Locale.ROOT);
        Matcher matcher = INTERVAL.matcher(text);
        if (!matcher.matches()) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "option 'source.monitor-interval' is like 500ms, 10s or 1min, not '"
                            + text
                            + "'");
        }
        long unit =
                switch (matcher.group(2)) {
                    case "ms" -> 1_000L;
                    case "s" -> 1_000_000L;
                    case "min" -> 60_000_000L;
                    default -> 3_600_000_000L;
                };
        return Math.max(1, Long.parseLong(matcher.group(1))) * unit;
    }

    private static PartitionedTable.Opener opener(
            Format format, Map<String, String> options, ConnectorContext context) {
        return (files, declared) -> format.open(files, options, declared, context);
    }

    /// Lists the files; a table with declared columns may have none yet.
    private static List<FileInfo> list(
            String path, @Nullable Schema declared, ConnectorContext context) {
        try {
            List<FileInfo> files = new ArrayList<>();
            for (String part : path.split("\n")) {
                files.addAll(context.files().list(part));
            }
            return files;
        } catch (SabotException e) {
            if (e.code() == ErrorCode.FILE_NOT_FOUND && declared != null) {
                return List.of();
            }
            throw e;
        }
    }

    private static Schema declared(TableHandle handle) {
        Schema schema = handle.schema();
        if (schema == null) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "a table whose files are yet to come needs its columns declared");
        }
        return schema;
    }

    static boolean flag(Option option, Map<String, String> given) {
        String text = String.valueOf(option.in(given)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default ->
                    throw new SabotException(
                            ErrorCode.INVALID_ARGUMENT,
                            "option '" + option.name() + "' is true or false, not '" + text + "'");
        };
    }

    private static Map<String, String> formatOptions(Map<String, String> given) {
        Map<String, String> rest = new TreeMap<>(given);
        rest.remove("connector");
        rest.keySet()
                .removeIf(name ->
                        OPTIONS.stream().anyMatch(option -> option.name().equalsIgnoreCase(name)));
        return rest;
    }

    private static void checkFormatOptions(Format format, Map<String, String> given) {
        List<Option> known = new ArrayList<>(OPTIONS);
        known.addAll(format.readOptions());
        known.addAll(format.writeOptions());
        Option.check("a table of " + format.name() + " files", known, given);
    }

    private static Map<String, String> only(List<Option> options, Map<String, String> given) {
        Map<String, String> chosen = new TreeMap<>(given);
        chosen.keySet()
                .removeIf(name ->
                        options.stream().noneMatch(option -> option.name().equalsIgnoreCase(name)));
        return chosen;
    }
}
