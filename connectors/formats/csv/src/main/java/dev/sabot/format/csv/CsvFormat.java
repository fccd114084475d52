package dev.sabot.format.csv;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.FileAccess.OutputFile;
import dev.sabot.connector.Option;
import dev.sabot.connector.Table;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.Format;
import dev.sabot.format.csv.value.ColumnBuffers;
import dev.sabot.format.csv.write.CsvWriter;
import dev.sabot.format.csv.write.WriteOptions;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// The format `csv`.
public final class CsvFormat implements Format {
    private final ShapeCache shapes = new ShapeCache();

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public List<String> extensions() {
        // new files of a folder get the last one
        return List.of(".csv.gz", ".tsv.gz", ".tsv", ".csv");
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
        return Map.of(ReadOptions.MATCH_BY.name(), "either");
    }

    @Override
    public Table open(
            List<FileInfo> files,
            Map<String, String> options,
            @Nullable Schema declared,
            ConnectorContext context) {
        if (files.isEmpty()) {
            throw new SabotException(ErrorCode.FILE_NOT_FOUND, "no CSV file was given");
        }
        ReadOptions read = ReadOptions.of(options);
        if (declared != null) {
            ColumnBuffers buffers = read.buffers(context);
            for (Field field : declared.fields()) {
                buffers.create(field);
            }
        }
        ShapeCache.Key key = new ShapeCache.Key(List.copyOf(files), Map.copyOf(options), declared);
        FileShape shape = shapes.get(key, () -> new Sniffer(files, read, context).sniff(declared));
        return new CsvTable(key.files(), shape, read);
    }

    @Override
    public FileWriter write(
            OutputFile file, Schema schema, Map<String, String> options, ConnectorContext context) {
        return new CsvWriter(file, schema, WriteOptions.of(options, file.path()), context);
    }
}
