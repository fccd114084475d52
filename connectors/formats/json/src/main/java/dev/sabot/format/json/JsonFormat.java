package dev.sabot.format.json;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.FileAccess.OutputFile;
import dev.sabot.connector.Option;
import dev.sabot.connector.Table;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.Format;
import dev.sabot.format.RecordDecoder;
import dev.sabot.format.RecordEncoder;
import dev.sabot.format.json.decode.JsonRecordDecoder;
import dev.sabot.format.json.value.ValueReader;
import dev.sabot.format.json.write.JsonRecordEncoder;
import dev.sabot.format.json.write.JsonWriter;
import dev.sabot.format.json.write.WriteOptions;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// The format `json`.
public final class JsonFormat implements Format {
    private final ShapeCache shapes = new ShapeCache();

    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<String> extensions() {
        return List.of(".ndjson.gz", ".jsonl.gz", ".json.gz", ".ndjson", ".jsonl", ".json");
    }

    @Override
    public List<Option> readOptions() {
        return ReadOptions.OPTIONS;
    }

    @Override
    public List<Option> writeOptions() {
        return WriteOptions.OPTIONS;
    }

    @Override
    public Map<String, String> loadOptions() {
        return Map.of(ReadOptions.UNKNOWN_KEYS.name(), "refuse");
    }

    @Override
    public Table open(
            List<FileInfo> files,
            Map<String, String> options,
            @Nullable Schema declared,
            ConnectorContext context) {
        if (files.isEmpty()) {
            throw new SabotException(ErrorCode.FILE_NOT_FOUND, "no JSON file was given");
        }
        ReadOptions read = ReadOptions.of(options);
        if (declared != null) {
            for (DataType type : declared.types()) {
                new ValueReader(type, context.timeZone(), false);
            }
        }
        ShapeCache.Key key = new ShapeCache.Key(List.copyOf(files), Map.copyOf(options), declared);
        FileShape shape = shapes.get(key, () -> new Sniffer(files, read, context).sniff(declared));
        return new JsonTable(key.files(), shape, read);
    }

    @Override
    public List<Option> recordOptions() {
        return RecordOptions.ALL;
    }

    @Override
    public RecordDecoder recordDecoder(
            Schema columns, Map<String, String> options, ConnectorContext context) {
        RecordOptions chosen = RecordOptions.of(options);
        return new JsonRecordDecoder(
                columns, context.timeZone(), chosen.failsOnMissingKey(), context.allocator());
    }

    @Override
    public RecordEncoder recordEncoder(
            Schema columns, Map<String, String> options, ConnectorContext context) {
        RecordOptions chosen = RecordOptions.of(options);
        return new JsonRecordEncoder(columns, chosen.isIso(), chosen.leavesNullsOut());
    }

    @Override
    public FileWriter write(
            OutputFile file, Schema schema, Map<String, String> options, ConnectorContext context) {
        return new JsonWriter(file, schema, WriteOptions.of(options, file.path()), context);
    }
}
