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
    private static final List<Option> OPTIONS =
            List.of(PATH, FORMAT, HIVE_PARTITIONING, FILENAME, OVERWRITE);

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
        boolean hasExtraColumns = flag(HIVE_PARTITIONING, given) || flag(FILENAME, given);
        if (files.isEmpty()) {
            return new EmptyTable(declared(handle), target);
        }
        if (!hasExtraColumns) {
            Table table = format.open(files, readOptions, handle.schema(), context);
            return new FileTable(table, target);
        }
        ExtraColumns extra =
                ExtraColumns.find(files, flag(HIVE_PARTITIONING, given), flag(FILENAME, given));
        return PartitionedTable.open(
                files, extra, opener(format, readOptions, context), handle.schema());
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
            throw new IllegalStateException("a table without files has declared columns");
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
