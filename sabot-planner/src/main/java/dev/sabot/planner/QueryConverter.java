package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.planner.expression.Literals;
import dev.sabot.planner.function.ExplicitCast;
import dev.sabot.planner.function.WindowFunction;
import dev.sabot.planner.logical.WindowAssign;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.type.TypeKind;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;

import java.util.List;

/// Calcite's converter, which makes windows nodes of their own: what it leaves as calls of table
/// functions, no phase could look through.
final class QueryConverter extends SqlToRelConverter {
    /// No row lies in more windows.
    private static final long MAX_WINDOWS = 1 << 20;

    QueryConverter(
            SqlValidator validator,
            CalciteCatalogReader reader,
            RelOptCluster cluster,
            SqlToRelConverter.Config config) {
        super(
                (_, _, _, _) -> {
                    throw new IllegalStateException("views expand themselves");
                },
                validator,
                reader,
                cluster,
                ExplicitCast.CONVERTLETS,
                config);
    }

    @Override
    protected void convertCollectionTable(Blackboard board, SqlCall call) {
        super.convertCollectionTable(board, call);
        if (board.root() instanceof TableFunctionScan scan
                && scan.getCall() instanceof RexCall window
                && window.getOperator() instanceof WindowFunction function) {
            SqlParserPos place = call.getParserPosition();
            board.setRoot(windows(scan, window.getOperands(), function, place), true);
        }
    }

    private static WindowAssign windows(
            TableFunctionScan scan,
            List<RexNode> operands,
            WindowFunction function,
            SqlParserPos place) {
        RexInputRef time = (RexInputRef) ((RexCall) operands.getFirst()).getOperands().getFirst();
        long first = micros(operands.get(1), place);
        long size = function.isHop() ? micros(operands.get(2), place) : first;
        int last = function.isHop() ? 3 : 2;
        boolean hasOffset =
                operands.size() > last && operands.get(last).getKind() != SqlKind.DEFAULT;
        long offset = hasOffset ? micros(operands.get(last), place) : 0;
        if (size <= 0 || first <= 0) {
            throw invalid(place, "the length and slide of windows must be more than 0");
        }
        if (size % first != 0) {
            throw invalid(
                    place,
                    "the size of hopping windows must be a multiple of their slide: the order is"
                            + " HOP(TABLE data, DESCRIPTOR(timecol), slide, size)");
        }
        if (size / first > MAX_WINDOWS) {
            throw invalid(place, "a row lies in at most " + MAX_WINDOWS + " windows");
        }
        return WindowAssign.create(
                scan.getInput(0),
                time.getIndex(),
                new WindowAssign.Span(size, first, Math.floorMod(offset, first)));
    }

    private static SabotException invalid(SqlParserPos place, String detail) {
        return new SabotException(
                ErrorCode.INVALID_ARGUMENT, ValidationErrors.position(place), detail);
    }

    private static long micros(RexNode interval, SqlParserPos place) {
        if (interval instanceof RexCall minus && minus.isA(SqlKind.MINUS_PREFIX)) {
            return -micros(minus.getOperands().getFirst(), place);
        }
        if (interval instanceof RexLiteral literal
                && Literals.toLiteral(literal).value() instanceof Long micros
                && TypeMapping.toDataType(literal.getType()).kind() == TypeKind.INTERVAL_DAY) {
            return micros;
        }
        throw invalid(
                place,
                "sizes of windows are constant intervals of a fixed length, such as INTERVAL '10'"
                        + " SECOND or INTERVAL '1' DAY");
    }
}
