package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.planner.catalog.CatalogSchema;
import dev.sabot.planner.catalog.CatalogTable;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.planner.function.SabotOperatorTable;
import dev.sabot.sql.syntax.FileTables;
import dev.sabot.type.DataType;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Replaces `read_parquet('path', option => value)` and its like by the name of the table it opens,
/// because the columns of the table depend on the values of the arguments.
///
/// Calls with a syntax of their own become calls of the registry's functions. The query is copied
/// on the way: validation changes trees, and a statement may be planned again. Declared types are
/// checked.
final class QueryPreparation extends SqlShuttle {
    private static final String PREFIX = "read_";

    /// The functions that read files to the formats they read; other engines' names among them.
    private static final Map<String, String> FORMATS =
            Map.ofEntries(
                    Map.entry("read_parquet", "parquet"),
                    Map.entry("parquet_scan", "parquet"),
                    Map.entry("read_csv", "csv"),
                    Map.entry("read_csv_auto", "csv"),
                    Map.entry("read_json", "json"),
                    Map.entry("read_json_auto", "json"),
                    Map.entry("read_ndjson", "json"),
                    Map.entry("read_arrow", "arrow"));

    private final CatalogView catalog;
    private final CatalogSchema schema;
    private final GroupedOuterRows outerRows;
    private int numTables;

    QueryPreparation(CatalogView catalog, CatalogSchema schema, SabotOperatorTable operators) {
        this.catalog = catalog;
        this.schema = schema;
        this.outerRows = new GroupedOuterRows(operators);
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call.getKind() == SqlKind.COLLECTION_TABLE
                && call.operand(0) instanceof SqlCall function) {
            String name = function.getOperator().getName().toLowerCase(Locale.ROOT);
            String format = FORMATS.get(name);
            if (format != null) {
                return table(function, format);
            }
            return copied(
                    call.getOperator()
                            .createCall(call.getParserPosition(), WindowCalls.ordered(function)));
        }
        refuse(call);
        if (call instanceof SqlSelect select) {
            outerRows.enter(select);
            SqlNode copied = copied(call);
            outerRows.leave((SqlSelect) Objects.requireNonNull(copied));
            return copied;
        }
        return copied(call);
    }

    private @Nullable SqlNode copied(SqlCall call) {
        CallCopyingArgHandler copy = new CallCopyingArgHandler(call, true);
        call.getOperator().acceptCall(this, call, false, copy);
        return switch (copy.result()) {
            case SqlSelect select -> SelectUnnest.meaning(select);
            case SqlCall copied -> SpecialCalls.meaning(copied);
            case null, default -> null;
        };
    }

    /// Refuses clauses that have no plan while their place is known.
    private static void refuse(SqlCall call) {
        String clause =
                switch (call.getKind()) {
                    case TABLESAMPLE -> "TABLESAMPLE; WHERE random() < 0.1 takes a sample";
                    case MATCH_RECOGNIZE -> "MATCH_RECOGNIZE";
                    case SNAPSHOT -> "FOR SYSTEM_TIME AS OF";
                    default -> null;
                };
        if (clause != null) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    ValidationErrors.position(call.getParserPosition()),
                    "not supported: " + clause);
        }
    }

    @Override
    public SqlNode visit(SqlIdentifier identifier) {
        if (FileTables.isFile(identifier.names)) {
            try {
                schema.openFile(identifier.names.getLast());
            } catch (SabotException e) {
                throw e.withPosition(ValidationErrors.position(identifier.getParserPosition()));
            }
        }
        return identifier.clone(identifier.getParserPosition());
    }

    @Override
    public SqlNode visit(SqlLiteral literal) {
        return switch (literal) {
            case SqlIntervalLiteral interval -> PreciseInterval.of(interval);
            case SqlNumericLiteral number -> exact(number);
            default -> DateTimeLiterals.meaning(literal);
        };
    }

    private static SqlNode exact(SqlNumericLiteral literal) {
        if (literal.getTypeName() == SqlTypeName.DECIMAL
                && literal.getValue() instanceof BigDecimal number
                && Math.max(number.precision(), number.scale()) > DataType.MAX_DECIMAL_PRECISION) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    ValidationErrors.position(literal.getParserPosition()),
                    "a number with more than "
                            + DataType.MAX_DECIMAL_PRECISION
                            + " digits; write an exponent, as in 1e40, for a DOUBLE");
        }
        return literal;
    }

    @Override
    public SqlNode visit(SqlDataTypeSpec type) {
        DeclaredTypes.check(type);
        return type;
    }

    private SqlNode table(SqlCall call, String format) {
        List<String> paths = new ArrayList<>();
        Map<String, String> options = new TreeMap<>();
        for (SqlNode argument : call.getOperandList()) {
            if (argument.getKind() == SqlKind.ARGUMENT_ASSIGNMENT) {
                SqlCall assignment = (SqlCall) argument;
                String name = ((SqlIdentifier) assignment.operand(1)).getSimple();
                options.put(name.toLowerCase(Locale.ROOT), text(assignment.operand(0)));
            } else if (argument.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR) {
                ((SqlCall) argument).getOperandList().forEach(path -> paths.add(text(path)));
            } else {
                paths.add(text(argument));
            }
        }
        String form = options.remove("format");
        if (form != null) {
            if (!format.equals("json")) {
                throw new SabotException(
                        ErrorCode.OPTION_NOT_ALLOWED,
                        ValidationErrors.position(call.getParserPosition()),
                        PREFIX + format + " reads " + format + " and has no option 'format'");
            }
            options.putIfAbsent("layout", form);
        }
        CatalogTable table = open(call, format, paths, options);
        numTables++;
        String name = format + "#" + numTables;
        schema.addFiles(name, table);
        return FileTables.identifier(name, call.getParserPosition());
    }

    private CatalogTable open(
            SqlCall call, String format, List<String> paths, Map<String, String> options) {
        if (paths.isEmpty()) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    ValidationErrors.position(call.getParserPosition()),
                    PREFIX + format + " needs the path of a file");
        }
        try {
            return catalog.openFiles(format, paths, options);
        } catch (SabotException e) {
            throw e.withPosition(ValidationErrors.position(call.getParserPosition()));
        }
    }

    private static String text(SqlNode argument) {
        if (argument instanceof SqlLiteral literal) {
            String value = literal.toValue();
            if (value != null) {
                return value;
            }
        }
        throw new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                ValidationErrors.position(argument.getParserPosition()),
                "the arguments of a function that reads files must be constants");
    }
}
