package dev.sabot.engine;

import dev.sabot.engine.catalog.Catalog;
import dev.sabot.engine.catalog.CatalogObject;
import dev.sabot.engine.catalog.CatalogObject.TableObject;
import dev.sabot.engine.catalog.CatalogObject.ViewObject;
import dev.sabot.engine.catalog.LikePattern;
import dev.sabot.engine.catalog.ObjectName;
import dev.sabot.engine.catalog.SystemTables;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.FunctionDoc;
import dev.sabot.sql.statement.Identifier;
import dev.sabot.sql.statement.ObjectKind;
import dev.sabot.sql.statement.ShowCreateStatement;
import dev.sabot.sql.statement.ShowStatement;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Answers SHOW and DESCRIBE from the catalog and the registries.
final class ShowStatements {
    private final Session session;
    private final Names names;

    ShowStatements(Session session, Names names) {
        this.session = session;
        this.names = names;
    }

    /// Columns and rows of an answer.
    record Answer(Schema schema, List<List<@Nullable Object>> rows) {}

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    /// Answers SHOW of a kind of objects.
    Answer show(ShowStatement statement) {
        Answer all =
                switch (statement.subject()) {
                    case TABLES -> relations(statement, false);
                    case VIEWS -> relations(statement, true);
                    case SCHEMAS -> list("schema_name", session.catalog().schemaNames());
                    case CATALOGS -> list("catalog_name", List.of(Catalog.NAME));
                    case COLUMNS -> columns(statement);
                    case INDEXES -> indexes();
                    case FUNCTIONS -> functions();
                    case CONNECTORS ->
                            list(
                                    "connector_name",
                                    session.engine().connectors().stream()
                                            .map(connector -> connector.name())
                                            .toList());
                    case FORMATS ->
                            list(
                                    "format_name",
                                    session.engine().formats().stream()
                                            .map(format -> format.name())
                                            .toList());
                    case JOBS -> new Answer(Jobs.COLUMNS, session.engine().jobs().rows());
                    case SETTINGS -> settings();
                };
        String like = statement.like();
        int name = statement.subject() == ShowStatement.Subject.JOBS ? 1 : 0;
        return like == null ? all : new Answer(all.schema(), matching(all.rows(), name, like));
    }

    private static List<List<@Nullable Object>> matching(
            List<List<@Nullable Object>> rows, int column, String pattern) {
        return rows.stream()
                .filter(row -> LikePattern.matches(pattern, String.valueOf(row.get(column))))
                .toList();
    }

    private static Answer list(String column, List<String> values) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        values.forEach(value -> rows.add(row(value)));
        return new Answer(SystemTables.text(column), rows);
    }

    private String schemaOf(ShowStatement statement) {
        return statement.from() == null ? session.currentSchema() : names.schema(statement.from());
    }

    private Answer relations(ShowStatement statement, boolean isView) {
        String schema = schemaOf(statement);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (CatalogObject object : session.catalog().relations(schema)) {
            boolean isViewObject = object instanceof ViewObject;
            if (isView && isViewObject) {
                rows.add(row(object.name().name()));
            } else if (!isView) {
                rows.add(row(object.name().name(), isViewObject ? "VIEW" : "TABLE"));
            }
        }
        if (!isView) {
            for (String name : session.engine().systemTables().tableNames(schema)) {
                rows.add(row(name, "SYSTEM TABLE"));
            }
        }
        return new Answer(
                isView
                        ? SystemTables.text("view_name")
                        : SystemTables.text("table_name", "table_type"),
                rows);
    }

    private Answer columns(ShowStatement statement) {
        if (statement.from() == null) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    statement.position(),
                    "SHOW COLUMNS needs a table: SHOW COLUMNS FROM name");
        }
        return describe(names.relation(statement.from()));
    }

    private Answer indexes() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (CatalogObject.IndexObject index : session.catalog().indexes()) {
            rows.add(
                    row(
                            index.name().name(),
                            index.table().name(),
                            index.columnText(),
                            index.isUnique()));
        }
        return new Answer(
                Schema.of(
                        Field.of("index_name", DataType.VARCHAR),
                        Field.of("table_name", DataType.VARCHAR),
                        Field.of("columns", DataType.VARCHAR),
                        Field.of("is_unique", DataType.BOOLEAN)),
                rows);
    }

    private Answer functions() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        session.engine()
                .functions()
                .scalars()
                .forEach(function -> rows.add(function("scalar", function.doc())));
        session.engine()
                .functions()
                .aggregates()
                .forEach(function -> rows.add(function("aggregate", function.doc())));
        return new Answer(
                SystemTables.text(
                        "function_name", "kind", "category", "syntax", "description", "example"),
                rows);
    }

    private static List<@Nullable Object> function(String kind, FunctionDoc doc) {
        return row(
                doc.name(), kind, doc.category(), doc.syntax(), doc.description(), doc.example());
    }

    private Answer settings() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            rows.add(row(setting.key(), session.settings().get(setting), setting.description()));
        }
        return new Answer(SystemTables.text("setting_name", "setting_value", "description"), rows);
    }

    /// Answers DESCRIBE of a table or view.
    Answer describe(ObjectName name) {
        CatalogObject object = session.catalog().relation(name);
        return switch (object) {
            case TableObject table -> TableText.describe(table);
            case ViewObject view -> describe(view.schema());
            case null, default -> describe(session.engine().systemTables().schema(name));
        };
    }

    /// Answers DESCRIBE JOB.
    Answer describe(Identifier job) {
        Jobs jobs = session.engine().jobs();
        return new Answer(SystemTables.text("property", "value"), jobs.describe(jobs.named(job)));
    }

    /// Answers DESCRIBE of a query.
    Answer describe(Schema schema) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Field field : schema.fields()) {
            String nullable = field.isNullable() ? "YES" : "NO";
            rows.add(row(field.name(), field.type().toString(), nullable, null, null));
        }
        return new Answer(TableText.COLUMNS, rows);
    }

    /// Answers SHOW CREATE.
    Answer showCreate(ShowCreateStatement statement) {
        CatalogObject object = session.catalog().relation(names.relation(statement.name()));
        String text =
                switch (object) {
                    case ViewObject view when statement.kind() == ObjectKind.VIEW ->
                            TableText.create(view);
                    case TableObject table when statement.kind() == ObjectKind.TABLE ->
                            TableText.create(table);
                    case null, default ->
                            throw new SabotException(
                                    ErrorCode.UNKNOWN_OBJECT,
                                    statement.name().position(),
                                    "'"
                                            + statement.name()
                                            + "' is no "
                                            + statement.kind().name().toLowerCase(Locale.ROOT)
                                            + " of the catalog");
                };
        return new Answer(SystemTables.text("statement"), List.of(row(text)));
    }
}
