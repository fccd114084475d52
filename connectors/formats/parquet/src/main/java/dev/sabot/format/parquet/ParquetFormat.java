package dev.sabot.format.parquet;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.FileAccess.OutputFile;
import dev.sabot.connector.Option;
import dev.sabot.connector.Table;
import dev.sabot.format.Format;
import dev.sabot.format.parquet.file.FooterCache;
import dev.sabot.format.parquet.write.ParquetWriter;
import dev.sabot.format.parquet.write.WriterOptions;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// The format `parquet`.
public final class ParquetFormat implements Format {
    static final Option UNION_BY_NAME =
            new Option(
                    "union_by_name",
                    TypeKind.BOOLEAN,
                    "whether a file may lack columns; they are null",
                    "false");

    private final FooterCache footers = new FooterCache();

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public List<String> extensions() {
        return List.of(".parquet", ".parq", ".pq");
    }

    @Override
    public List<Option> readOptions() {
        return List.of(UNION_BY_NAME);
    }

    @Override
    public List<Option> writeOptions() {
        return WriterOptions.OPTIONS;
    }

    @Override
    public boolean isSelfDescribing() {
        return true;
    }

    @Override
    public Table open(
            List<FileInfo> files,
            Map<String, String> options,
            @Nullable Schema declared,
            ConnectorContext context) {
        Option.check("format parquet", readOptions(), options);
        boolean unionByName = Boolean.parseBoolean(UNION_BY_NAME.in(options));
        return ParquetTable.open(footers, files, unionByName, declared, context);
    }

    @Override
    public FileWriter write(
            OutputFile file, Schema schema, Map<String, String> options, ConnectorContext context) {
        return new ParquetWriter(file, schema, WriterOptions.of(options), context);
    }
}
