package dev.sabot.planner;

import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.WriteRequest;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.planner.QueryTranslator.Translation;
import dev.sabot.planner.catalog.CatalogEntry;
import dev.sabot.planner.catalog.CatalogQuery;
import dev.sabot.planner.catalog.CatalogTable;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.sql.SqlParser;
import dev.sabot.sql.statement.DeleteStatement;
import dev.sabot.sql.statement.Identifier;
import dev.sabot.sql.statement.InsertStatement;
import dev.sabot.sql.statement.QualifiedName;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.sql.statement.UpdateStatement;
import dev.sabot.sql.syntax.FileTables;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Turns INSERT, UPDATE and DELETE into queries for the rows that the table's sink wants: all
/// columns of an inserted row, the ROW_ID of a deleted one, both of an updated one. Values are cast
/// to the types of the columns; that columns which must not be null are not is the sink's to see.
final class WritePlanner {
    /// What the target of UPDATE and DELETE is called while the query for its rows is planned.
    private static final String TARGET = "$target";

    private final CatalogView catalog;
    private final QueryTranslator translator;

    WritePlanner(CatalogView catalog, QueryTranslator translator) {
        this.catalog = catalog;
        this.translator = translator;
    }

    /// Rows and where they go.
    record Write(Translation source, TableHandle table, WriteRequest.Mode mode) {}

    Write insert(InsertStatement statement) {
        if (statement.conflict() != InsertStatement.Conflict.FAIL) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED, statement.position(), "ON CONFLICT is not supported");
        }
        CatalogTable table = target(statement.target());
        List<Integer> columns = columns(statement.columns(), table, statement.target());
        SqlNode values = statement.source();
        if (values == null) {
            columns = List.of();
            values = oneRow(List.of(SqlLiteral.createNull(SqlParserPos.ZERO)));
        }
        Translation source = translator.translate(prepared(values, columns, table));
        int numGiven = statement.source() == null ? 0 : source.labels().size();
        if (numGiven != columns.size()) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    statement.position(),
                    "INSERT fills "
                            + columns.size()
                            + " columns of "
                            + statement.target()
                            + " but is given "
                            + numGiven
                            + " values");
        }
        List<RexNode> all = new ArrayList<>();
        for (int column = 0; column < table.schema().size(); column++) {
            int position = columns.indexOf(column);
            RexNode value =
                    position >= 0
                            ? RexInputRef.of(position, source.root().getRowType())
                            : defaultValue(table, column);
            SourcePosition place =
                    position < 0 ? null : ColumnLabels.position(statement.source(), position);
            all.add(
                    assigned(
                            value,
                            table.schema().field(column),
                            place == null ? statement.position() : place));
        }
        return write(source, all, table, WriteRequest.Mode.INSERT);
    }

    Write delete(DeleteStatement statement) {
        CatalogTable table = changeable(statement.target());
        SqlParserPos place = place(statement.target().position());
        String alias = alias(statement.alias(), statement.target());
        SqlNodeList list = new SqlNodeList(List.of(rowId(alias, place)), place);
        Translation source =
                translator.translate(select(list, from(alias, table, place), statement.where()));
        List<RexNode> all = List.of(RexInputRef.of(0, source.root().getRowType()));
        return write(source, all, table, WriteRequest.Mode.DELETE);
    }

    Write update(UpdateStatement statement) {
        CatalogTable table = changeable(statement.target());
        SqlParserPos place = place(statement.target().position());
        String alias = alias(statement.alias(), statement.target());
        List<Integer> changed =
                columns(
                        statement.assignments().stream()
                                .map(UpdateStatement.Assignment::column)
                                .toList(),
                        table,
                        statement.target());
        List<SqlNode> list = new ArrayList<>();
        list.add(rowId(alias, place));
        for (int column = 0; column < table.schema().size(); column++) {
            int position = changed.indexOf(column);
            list.add(
                    position >= 0
                            ? value(statement.assignments().get(position).value(), column, table)
                            : new SqlIdentifier(
                                    List.of(alias, table.schema().field(column).name()), place));
        }
        Translation source =
                translator.translate(
                        select(
                                new SqlNodeList(list, place),
                                from(alias, table, place),
                                statement.where()));
        List<RexNode> all = new ArrayList<>();
        all.add(RexInputRef.of(0, source.root().getRowType()));
        for (int column = 0; column < table.schema().size(); column++) {
            RexNode value = RexInputRef.of(column + 1, source.root().getRowType());
            int position = changed.indexOf(column);
            SourcePosition given =
                    position < 0
                            ? null
                            : ValidationErrors.position(
                                    statement
                                            .assignments()
                                            .get(position)
                                            .value()
                                            .getParserPosition());
            all.add(
                    assigned(
                            value,
                            table.schema().field(column),
                            given == null ? statement.position() : given));
        }
        return write(source, all, table, WriteRequest.Mode.UPDATE);
    }

    private static Write write(
            Translation source, List<RexNode> columns, CatalogTable table, WriteRequest.Mode mode) {
        RelNode project =
                LogicalProject.create(
                        source.root(), List.of(), columns, (List<String>) null, Set.of());
        return new Write(
                new Translation(
                        project, project.getRowType().getFieldNames(), source.parameters(), false),
                table.handle(),
                mode);
    }

    private CatalogTable target(QualifiedName name) {
        List<String> parts = name.parts();
        boolean isInCatalog =
                parts.size() < 3 || parts.getFirst().equalsIgnoreCase(catalog.catalogName());
        String schema = parts.size() == 1 ? catalog.currentSchema() : parts.get(parts.size() - 2);
        CatalogEntry entry = isInCatalog ? catalog.lookup(schema, name.simpleName()) : null;
        return switch (entry) {
            case CatalogTable table -> table;
            case CatalogQuery _ ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED,
                            name.position(),
                            name + " is a view; rows go into tables");
            case null ->
                    throw new SabotException(
                            ErrorCode.UNKNOWN_TABLE,
                            name.position(),
                            "there is no table "
                                    + name
                                    + ValidationErrors.suggestion(
                                            name.simpleName(), catalog.tableNames(schema)));
        };
    }

    private CatalogTable changeable(QualifiedName name) {
        CatalogTable table = target(name);
        if (!table.hasRowIds()) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    name.position(),
                    "rows of " + name + " cannot be changed; its connector only appends");
        }
        return table;
    }

    private static List<Integer> columns(
            List<Identifier> names, CatalogTable table, QualifiedName target) {
        if (names.isEmpty()) {
            return IntStream.range(0, table.schema().size()).boxed().toList();
        }
        List<Integer> columns = new ArrayList<>();
        for (Identifier name : names) {
            int column = table.schema().indexOf(name.name());
            if (column < 0) {
                List<String> known = table.schema().fields().stream().map(Field::name).toList();
                throw new SabotException(
                        ErrorCode.UNKNOWN_COLUMN,
                        name.position(),
                        target
                                + " has no column "
                                + name
                                + ValidationErrors.suggestion(name.name(), known));
            }
            if (columns.contains(column)) {
                throw new SabotException(
                        ErrorCode.DUPLICATE_COLUMN,
                        name.position(),
                        "the column " + name + " is given twice");
            }
            columns.add(column);
        }
        return columns;
    }

    /// Gives parameters the type of their column, and DEFAULT its meaning.
    private SqlNode prepared(SqlNode source, List<Integer> columns, CatalogTable table) {
        if (source.getKind() == SqlKind.VALUES) {
            List<SqlNode> rows = new ArrayList<>();
            for (SqlNode row : ((SqlCall) source).getOperandList()) {
                rows.add(preparedRow(row, columns, table));
            }
            return SqlStdOperatorTable.VALUES.createCall(source.getParserPosition(), rows);
        }
        if (source instanceof SqlSelect select) {
            List<SqlNode> items = new ArrayList<>(select.getSelectList().getList());
            for (int index = 0; index < Math.min(items.size(), columns.size()); index++) {
                if (items.get(index) instanceof SqlDynamicParam) {
                    items.set(index, value(items.get(index), columns.get(index), table));
                }
            }
            select.setSelectList(
                    new SqlNodeList(items, select.getSelectList().getParserPosition()));
        }
        return source;
    }

    private SqlNode preparedRow(SqlNode row, List<Integer> columns, CatalogTable table) {
        if (!(row instanceof SqlBasicCall call) || call.getKind() != SqlKind.ROW) {
            return row;
        }
        List<SqlNode> values = new ArrayList<>();
        for (int index = 0; index < call.operandCount(); index++) {
            SqlNode value = call.operand(index);
            values.add(index < columns.size() ? value(value, columns.get(index), table) : value);
        }
        return SqlStdOperatorTable.ROW.createCall(call.getParserPosition(), values);
    }

    private SqlNode value(SqlNode value, int column, CatalogTable table) {
        SqlParserPos place = value.getParserPosition();
        if (value.getKind() == SqlKind.DEFAULT) {
            String text = table.constraints().defaults().get(column);
            return text == null ? SqlLiteral.createNull(place) : expression(text);
        }
        return value instanceof SqlDynamicParam
                ? SqlStdOperatorTable.CAST.createCall(
                        place,
                        value,
                        SqlTypeUtil.convertTypeToSpec(
                                type(new Field("", table.schema().type(column), true))))
                : value;
    }

    private static SqlNode expression(String text) {
        QueryStatement query = (QueryStatement) SqlParser.parse("SELECT " + text);
        return ((SqlSelect) query.query()).getSelectList().get(0);
    }

    private static SqlNode oneRow(List<SqlNode> values) {
        return SqlStdOperatorTable.VALUES.createCall(
                SqlParserPos.ZERO, SqlStdOperatorTable.ROW.createCall(SqlParserPos.ZERO, values));
    }

    /// Returns a default as the type of its column.
    ///
    /// **Errors**: whatever is wrong with it, with its position.
    RexNode checkedDefault(SqlNode value, Field column) {
        SourcePosition position = ValidationErrors.position(value.getParserPosition());
        try {
            RexNode constant = translator.constant(value);
            if (!isPlain(constant)) {
                throw new SabotException(
                        ErrorCode.UNSUPPORTED,
                        position,
                        "a default has no parameters, subqueries or aggregates");
            }
            return assigned(constant, column, required(position));
        } catch (SabotException e) {
            throw e.code() == ErrorCode.UNKNOWN_COLUMN
                    ? new SabotException(
                            ErrorCode.UNKNOWN_COLUMN,
                            e.position(),
                            "a default cannot read columns; text stands in quotes: '..'",
                            e)
                    : e.withPosition(position);
        }
    }

    private static boolean isPlain(RexNode node) {
        return switch (node) {
            case RexDynamicParam _, RexSubQuery _, RexOver _ -> false;
            case RexCall call ->
                    !call.getOperator().isAggregator()
                            && call.getOperands().stream().allMatch(WritePlanner::isPlain);
            default -> true;
        };
    }

    private static SourcePosition required(@Nullable SourcePosition position) {
        return position == null ? SourcePosition.at(1, 1) : position;
    }

    private RexNode defaultValue(CatalogTable table, int column) {
        String text = table.constraints().defaults().get(column);
        return text == null
                ? rex().makeNullLiteral(type(table.schema().field(column)))
                : translator.constant(expression(text));
    }

    private RexBuilder rex() {
        return translator.cluster().getRexBuilder();
    }

    private RelDataType type(Field field) {
        return TypeMapping.toRelType(translator.cluster().getTypeFactory(), field.type(), true);
    }

    /// Returns the value as the type of a column.
    private RexNode assigned(RexNode value, Field column, SourcePosition position) {
        RelDataType type = type(column);
        if (value.getType().getSqlTypeName() == SqlTypeName.NULL) {
            return rex().makeNullLiteral(type);
        }
        if (SqlTypeUtil.equalSansNullability(value.getType(), type)) {
            return value;
        }
        if (!SqlTypeUtil.canCastFrom(type, value.getType(), true)) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    position,
                    "the column "
                            + column.name()
                            + " is "
                            + column.type()
                            + "; it cannot take a value of type "
                            + TypeMapping.toDataType(value.getType()));
        }
        return rex().makeAbstractCast(type, value, false);
    }

    private static String alias(@Nullable Identifier alias, QualifiedName target) {
        return alias == null ? target.simpleName() : alias.name();
    }

    private static SqlIdentifier rowId(String alias, SqlParserPos place) {
        return new SqlIdentifier(List.of(alias, Table.ROW_ID), place);
    }

    /// Reads the target with its ROW_ID as a column like any other.
    private SqlNode from(String alias, CatalogTable table, SqlParserPos place) {
        List<Field> fields = new ArrayList<>(table.schema().fields());
        fields.add(new Field(Table.ROW_ID, DataType.BIGINT, false));
        translator
                .schema()
                .addFiles(
                        TARGET,
                        new CatalogTable(
                                table.handle(),
                                new Schema(fields),
                                table.statistics(),
                                table.boundedness(),
                                true,
                                table.constraints(),
                                null));
        return SqlStdOperatorTable.AS.createCall(
                place, FileTables.identifier(TARGET, place), new SqlIdentifier(alias, place));
    }

    private static SqlSelect select(SqlNodeList list, SqlNode from, @Nullable SqlNode where) {
        return new SqlSelect(
                list.getParserPosition(),
                null,
                list,
                from,
                where,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static SqlParserPos place(SourcePosition position) {
        return new SqlParserPos(
                position.line(), position.column(), position.endLine(), position.endColumn());
    }
}
