package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.planner.catalog.CatalogSchema;
import dev.sabot.planner.catalog.CatalogTable;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.sql.syntax.FileTables;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Replaces `read_parquet('path', option => value)` and its like by the name of the table it opens,
/// because the columns of the table depend on the values of the arguments.
///
/// Calls with a syntax of their own become calls of the registry's functions. The query is copied
/// on the way: validation changes trees, and a statement may be planned again. Declared types are
/// checked.
final class QueryPreparation extends SqlShuttle {
    private static final String PREFIX = "read_";

    private final CatalogView catalog;
    private final CatalogSchema schema;
    private int numTables;

    QueryPreparation(CatalogView catalog, CatalogSchema schema) {
        this.catalog = catalog;
        this.schema = schema;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call.getKind() == SqlKind.COLLECTION_TABLE
                && call.operand(0) instanceof SqlCall function) {
            String name = function.getOperator().getName().toLowerCase(Locale.ROOT);
            if (List.of("read_parquet", "read_csv", "read_json", "read_arrow").contains(name)) {
                return table(function, name.substring(PREFIX.length()));
            }
            return copied(
                    call.getOperator()
                            .createCall(call.getParserPosition(), WindowCalls.ordered(function)));
        }
        return copied(call);
    }

    private @Nullable SqlNode copied(SqlCall call) {
        CallCopyingArgHandler copy = new CallCopyingArgHandler(call, true);
        call.getOperator().acceptCall(this, call, false, copy);
        return copy.result() instanceof SqlCall copied ? SpecialCalls.meaning(copied) : null;
    }

    @Override
    public SqlNode visit(SqlIdentifier identifier) {
        return identifier.clone(identifier.getParserPosition());
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
