package dev.sabot.planner;

import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStatistics;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.planner.TableExpansion.Item;
import dev.sabot.planner.catalog.CatalogTable;
import dev.sabot.planner.catalog.Declaration;
import dev.sabot.planner.catalog.Declaration.Origin;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.sql.statement.TableColumn;
import dev.sabot.sql.statement.TableDefinition;
import dev.sabot.sql.statement.Watermark;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Reads the columns and the watermark of CREATE TABLE over what the connector has.
final class TableDeclarations {
    private final QueryTranslator translator;
    private final TableExpansion expansion;
    private final Schema stored;
    private final Schema metadata;
    private final List<Origin> origins = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();

    TableDeclarations(QueryTranslator translator, Schema stored, Schema metadata) {
        this.translator = translator;
        this.expansion = new TableExpansion(translator);
        this.stored = stored;
        this.metadata = metadata;
    }

    @Nullable Declaration read(TableDefinition written) {
        boolean isPlain =
                written.watermarks().isEmpty()
                        && written.columns().stream()
                                .allMatch(TableColumn.Stored.class::isInstance);
        if (isPlain) {
            return null;
        }
        if (written.columns().stream().noneMatch(TableColumn.Stored.class::isInstance)) {
            stored.fields().forEach(field -> addStored(field.name()));
        }
        for (TableColumn column : written.columns()) {
            String name = column.name().name();
            switch (column) {
                case TableColumn.Stored _ -> addStored(name);
                case TableColumn.Metadata given -> addMetadata(given);
                case TableColumn.Computed computed -> {
                    origins.add(new Origin.Computed(computed.text()));
                    items.add(new Item(name, computed.expression(), null));
                }
            }
        }
        Schema scanned = scanned(written);
        CatalogTable table =
                CatalogTable.of(
                        new TableHandle("", List.of(), java.util.Map.of(), null),
                        scanned,
                        TableStatistics.UNKNOWN);
        RelNode rows = expansion.project("", table, items);
        Schema visible = TypeMapping.toSchema(rows.getRowType());
        List<Declaration.Column> columns = new ArrayList<>();
        for (int index = 0; index < origins.size(); index++) {
            columns.add(new Declaration.Column(visible.field(index), origins.get(index)));
        }
        return new Declaration(scanned, columns, eventTime(written, rows));
    }

    private void addStored(String name) {
        origins.add(new Origin.Stored(stored.indexOf(name)));
        items.add(new Item(name, new SqlIdentifier(name, SqlParserPos.ZERO), null));
    }

    private void addMetadata(TableColumn.Metadata column) {
        int index = metadata.indexOf(column.key());
        if (index < 0) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_COLUMN,
                    column.name().position(),
                    "the connector has no metadata '"
                            + column.key()
                            + "'; "
                            + (metadata.size() == 0
                                    ? "it has none"
                                    : "it has: "
                                            + String.join(
                                                    ", ",
                                                    metadata.fields().stream()
                                                            .map(Field::name)
                                                            .toList())));
        }
        String name = column.name().name();
        DataType type = translator.columnType(column.type());
        RelDataTypeFactory types = translator.cluster().getTypeFactory();
        origins.add(new Origin.Metadata(stored.size() + index, column.key(), column.isVirtual()));
        items.add(
                new Item(
                        name,
                        new SqlIdentifier(name, SqlParserPos.ZERO),
                        TypeMapping.toRelType(types, type, true)));
    }

    /// Metadata goes by the name of the column declared for it, so that expressions can name it.
    private Schema scanned(TableDefinition written) {
        List<Field> fields = new ArrayList<>(stored.fields());
        for (Field field : metadata.fields()) {
            String name = "$" + field.name();
            for (TableColumn column : written.columns()) {
                if (column instanceof TableColumn.Metadata given
                        && given.key().equalsIgnoreCase(field.name())) {
                    name = given.name().name();
                }
            }
            fields.add(field.withName(name));
        }
        return new Schema(fields);
    }

    private Declaration.@Nullable EventTime eventTime(TableDefinition written, RelNode rows) {
        if (written.watermarks().isEmpty()) {
            return null;
        }
        if (written.watermarks().size() > 1) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    written.watermarks().get(1).position(),
                    "a table has one watermark");
        }
        Watermark watermark = written.watermarks().getFirst();
        List<String> names = rows.getRowType().getFieldNames();
        for (int column = 0; column < names.size(); column++) {
            if (names.get(column).equalsIgnoreCase(watermark.column().name())) {
                check(watermark, rows, column);
                return new Declaration.EventTime(column, watermark.text());
            }
        }
        throw new SabotException(
                ErrorCode.UNKNOWN_COLUMN,
                watermark.column().position(),
                "the table has no column "
                        + watermark.column()
                        + ValidationErrors.suggestion(watermark.column().name(), names));
    }

    private void check(Watermark watermark, RelNode rows, int column) {
        try {
            expansion.asTime(expansion.over(rows, watermark.expression()), rows, column);
        } catch (SabotException e) {
            throw e.withPosition(watermark.position());
        }
    }
}
