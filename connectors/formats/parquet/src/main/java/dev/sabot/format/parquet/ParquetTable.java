package dev.sabot.format.parquet;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.parquet.file.FileFooter;
import dev.sabot.format.parquet.file.FooterCache;
import dev.sabot.format.parquet.file.SchemaNode;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Files of one schema as a table.
final class ParquetTable implements Table {
    private final Schema schema;
    private final List<TableFile> files;

    private ParquetTable(Schema schema, List<TableFile> files) {
        this.schema = schema;
        this.files = List.copyOf(files);
    }

    /// A file and, by table column, its column; null where the file has none.
    record TableFile(FileFooter footer, @Nullable SchemaNode[] columns) {}

    /// Reads the footers and finds each file's columns by name.
    ///
    /// **Errors**: MALFORMED_FILE; TYPE_MISMATCH when a file has other columns or types.
    static ParquetTable open(
            FooterCache cache,
            List<FileInfo> infos,
            boolean unionByName,
            @Nullable Schema declared,
            ConnectorContext context) {
        List<FileFooter> footers = new ArrayList<>();
        for (FileInfo info : infos) {
            context.checkCancelled();
            footers.add(cache.get(info, context.files()));
        }
        if (footers.isEmpty()) {
            throw new SabotException(ErrorCode.FILE_NOT_FOUND, "no Parquet file was given");
        }
        Schema schema = declared == null ? found(footers, unionByName) : declared;
        List<TableFile> files = new ArrayList<>();
        for (FileFooter footer : footers) {
            files.add(new TableFile(footer, columns(footer, schema, unionByName)));
        }
        return new ParquetTable(schema, files);
    }

    private static Schema found(List<FileFooter> footers, boolean unionByName) {
        Schema first = footers.get(0).schema();
        if (footers.size() == 1) {
            return first;
        }
        List<Field> fields = new ArrayList<>(first.fields());
        for (FileFooter footer : footers) {
            for (Field field : footer.schema().fields()) {
                int known = new Schema(fields).indexOf(field.name());
                if (known < 0 && unionByName) {
                    fields.add(Field.of(field.name(), field.type()));
                } else if (known >= 0 && field.isNullable()) {
                    fields.set(known, nullable(fields.get(known)));
                }
            }
        }
        for (FileFooter footer : footers) {
            for (int index = 0; unionByName && index < fields.size(); index++) {
                if (footer.column(fields.get(index).name()) == null) {
                    fields.set(index, nullable(fields.get(index)));
                }
            }
        }
        return new Schema(fields);
    }

    private static Field nullable(Field field) {
        return Field.of(field.name(), field.type());
    }

    private static @Nullable SchemaNode[] columns(
            FileFooter footer, Schema schema, boolean unionByName) {
        @Nullable SchemaNode[] columns = new SchemaNode[schema.size()];
        for (int index = 0; index < columns.length; index++) {
            Field field = schema.field(index);
            SchemaNode column =
                    index < footer.columns().size()
                                    && footer.columns().get(index).name().equals(field.name())
                            ? footer.columns().get(index)
                            : footer.column(field.name());
            if (column == null) {
                if (!unionByName || !field.isNullable()) {
                    throw new SabotException(
                            ErrorCode.TYPE_MISMATCH,
                            footer.info().path()
                                    + " has no column "
                                    + field.name()
                                    + "; with union_by_name it reads as null");
                }
                continue;
            }
            SchemaNode fitting = FileFooter.as(column, field.type());
            if (fitting == null) {
                throw new SabotException(
                        ErrorCode.TYPE_MISMATCH,
                        footer.info().path()
                                + ": column "
                                + field.name()
                                + " is "
                                + column.type()
                                + ", not "
                                + field.type());
            }
            columns[index] = fitting;
        }
        return columns;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public TableStatistics statistics() {
        return new StatisticsCollector(files).collect(schema.types());
    }

    @Override
    public Source scan(ScanRequest request) {
        return new ParquetSource(schema, files, request);
    }
}
