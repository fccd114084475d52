package dev.sabot.sql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.sql.grammar.SabotStatementParser.CheckConstraintContext;
import dev.sabot.sql.grammar.SabotStatementParser.CheckPropertyContext;
import dev.sabot.sql.grammar.SabotStatementParser.ColumnPropertyContext;
import dev.sabot.sql.grammar.SabotStatementParser.CommentContext;
import dev.sabot.sql.grammar.SabotStatementParser.CommentPropertyContext;
import dev.sabot.sql.grammar.SabotStatementParser.ComputedElementContext;
import dev.sabot.sql.grammar.SabotStatementParser.ConstraintElementContext;
import dev.sabot.sql.grammar.SabotStatementParser.CreateTableContext;
import dev.sabot.sql.grammar.SabotStatementParser.DefaultPropertyContext;
import dev.sabot.sql.grammar.SabotStatementParser.EnforcementContext;
import dev.sabot.sql.grammar.SabotStatementParser.IdentifierContext;
import dev.sabot.sql.grammar.SabotStatementParser.MetadataElementContext;
import dev.sabot.sql.grammar.SabotStatementParser.NotNullPropertyContext;
import dev.sabot.sql.grammar.SabotStatementParser.PrimaryKeyConstraintContext;
import dev.sabot.sql.grammar.SabotStatementParser.PrimaryKeyPropertyContext;
import dev.sabot.sql.grammar.SabotStatementParser.StoredElementContext;
import dev.sabot.sql.grammar.SabotStatementParser.TableElementContext;
import dev.sabot.sql.grammar.SabotStatementParser.UniqueConstraintContext;
import dev.sabot.sql.grammar.SabotStatementParser.UniquePropertyContext;
import dev.sabot.sql.grammar.SabotStatementParser.WatermarkElementContext;
import dev.sabot.sql.statement.Identifier;
import dev.sabot.sql.statement.TableColumn;
import dev.sabot.sql.statement.TableConstraint;
import dev.sabot.sql.statement.TableDefinition;
import dev.sabot.sql.statement.Watermark;

import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Reads what CREATE TABLE says about the table: collects the elements in one pass, then makes the
/// columns of the primary key NOT NULL.
final class TableDefinitionReader {
    private final Names names;
    private final Islands islands;
    private final List<TableColumn> columns = new ArrayList<>();
    private final List<Watermark> watermarks = new ArrayList<>();
    private final List<TableConstraint> constraints = new ArrayList<>();

    TableDefinitionReader(Names names, Islands islands) {
        this.names = names;
        this.islands = islands;
    }

    TableDefinition read(CreateTableContext context) {
        for (TableElementContext element : context.tableElement()) {
            readElement(element);
        }
        return new TableDefinition(
                columns.stream().map(this::withKeyNotNull).toList(),
                watermarks,
                constraints,
                text(context.comment()),
                names.columns(context.columnList()),
                context.tableOption().stream().map(names::tableOption).toList());
    }

    private void readElement(TableElementContext element) {
        switch (element) {
            case WatermarkElementContext watermark ->
                    watermarks.add(
                            new Watermark(
                                    names.identifier(watermark.identifier()),
                                    islands.expression(watermark.expression()),
                                    islands.textOf(watermark.expression()),
                                    names.position(watermark)));
            case ConstraintElementContext constraint -> readConstraint(constraint);
            case ComputedElementContext computed ->
                    columns.add(
                            new TableColumn.Computed(
                                    names.identifier(computed.identifier()),
                                    islands.expression(computed.computed()),
                                    islands.textOf(computed.computed()),
                                    text(computed.comment())));
            case MetadataElementContext metadata -> readMetadata(metadata);
            case StoredElementContext stored -> readStored(stored);
            default -> throw new IllegalStateException("no such table element: " + element);
        }
    }

    private void readMetadata(MetadataElementContext element) {
        Identifier name = names.identifier(element.identifier());
        columns.add(
                new TableColumn.Metadata(
                        name,
                        islands.type(element.type()),
                        element.key == null ? name.name() : names.string(element.key),
                        element.VIRTUAL() != null,
                        text(element.comment())));
    }

    private void readConstraint(ConstraintElementContext element) {
        Identifier name = optional(element.constraintName);
        switch (element.tableConstraint()) {
            case PrimaryKeyConstraintContext key ->
                    constraints.add(
                            new TableConstraint.Key(
                                    name,
                                    true,
                                    names.columns(key.columnList()),
                                    enforced(key.enforcement()),
                                    names.position(element)));
            case UniqueConstraintContext key ->
                    constraints.add(
                            new TableConstraint.Key(
                                    name,
                                    false,
                                    names.columns(key.columnList()),
                                    enforced(key.enforcement()),
                                    names.position(element)));
            case CheckConstraintContext check ->
                    constraints.add(
                            new TableConstraint.Check(
                                    name,
                                    islands.expression(check.condition()),
                                    names.position(element)));
            default -> throw new IllegalStateException("no such constraint: " + element);
        }
    }

    private void readStored(StoredElementContext element) {
        Identifier name = names.identifier(element.identifier());
        boolean nullable = true;
        SqlNode defaultValue = null;
        String comment = null;
        for (ColumnPropertyContext property : element.columnProperty()) {
            switch (property) {
                case NotNullPropertyContext _ -> nullable = false;
                case DefaultPropertyContext given -> {
                    if (defaultValue != null) {
                        throw twice("DEFAULT", given);
                    }
                    defaultValue = islands.expression(given.defaultValue());
                }
                case CommentPropertyContext given -> {
                    if (comment != null) {
                        throw twice("COMMENT", given);
                    }
                    comment = text(given.comment());
                }
                case PrimaryKeyPropertyContext key ->
                        addKey(key.identifier(), true, name, key.enforcement(), key);
                case UniquePropertyContext key ->
                        addKey(key.identifier(), false, name, key.enforcement(), key);
                case CheckPropertyContext check ->
                        constraints.add(
                                new TableConstraint.Check(
                                        optional(check.identifier()),
                                        islands.expression(check.condition()),
                                        names.position(check)));
                default -> {
                    // NULL says what is so anyway
                }
            }
        }
        columns.add(
                new TableColumn.Stored(
                        name, islands.type(element.type()), nullable, defaultValue, comment));
    }

    private void addKey(
            @Nullable IdentifierContext constraintName,
            boolean primary,
            Identifier column,
            @Nullable EnforcementContext enforcement,
            ColumnPropertyContext property) {
        constraints.add(
                new TableConstraint.Key(
                        optional(constraintName),
                        primary,
                        List.of(column),
                        enforced(enforcement),
                        names.position(property)));
    }

    private TableColumn withKeyNotNull(TableColumn column) {
        return switch (column) {
            case TableColumn.Computed _, TableColumn.Metadata _ -> column;
            case TableColumn.Stored stored ->
                    new TableColumn.Stored(
                            stored.name(),
                            stored.type(),
                            stored.nullable() && !inPrimaryKey(stored.name()),
                            stored.defaultValue(),
                            stored.comment());
        };
    }

    private boolean inPrimaryKey(Identifier column) {
        for (TableConstraint constraint : constraints) {
            if (constraint instanceof TableConstraint.Key key
                    && key.primary()
                    && key.columns().stream()
                            .anyMatch(part -> part.name().equalsIgnoreCase(column.name()))) {
                return true;
            }
        }
        return false;
    }

    private SabotException twice(String property, ColumnPropertyContext context) {
        return new SabotException(
                ErrorCode.SYNTAX,
                names.position(context),
                property + " is given twice for one column; remove one of them");
    }

    private @Nullable Identifier optional(@Nullable IdentifierContext context) {
        return context == null ? null : names.identifier(context);
    }

    private @Nullable String text(@Nullable CommentContext context) {
        return context == null ? null : names.string(context.STRING());
    }

    private static boolean enforced(@Nullable EnforcementContext context) {
        return context == null || context.NOT() == null;
    }
}
