package dev.sabot.exec.operator.stream;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.Evaluator;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.ExpressionCompiler;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes rows as JSON objects, for people and for a later INSERT.
///
/// **Threads**: one.
final class RowText implements AutoCloseable {
    private final Schema schema;
    private final List<Evaluator> casts = new ArrayList<>();

    RowText(Schema schema, QueryContext context) {
        this.schema = schema;
        for (int column = 0; column < schema.size(); column++) {
            Expression reference = new Expression.ColumnReference(column, schema.type(column));
            Expression cast = new Expression.Cast(reference, DataType.VARCHAR, false);
            casts.add(
                    ExpressionCompiler.compile(
                                    cast, context.functions(), context.usesScalarKernels())
                            .newEvaluator(context));
        }
    }

    /// Returns the selected rows of a lent batch.
    List<byte[]> rows(Batch batch) {
        Selection selection = batch.selection();
        int[] selected = selection == null ? null : selection.indexes(batch.numRows());
        Column[] columns = batch.columns().toArray(Column[]::new);
        List<StringBuilder> texts = new ArrayList<>();
        for (int i = 0; i < batch.selectedRows(); i++) {
            texts.add(new StringBuilder("{"));
        }
        for (int column = 0; column < schema.size(); column++) {
            try (Column text = casts.get(column).evaluate(columns, batch.numRows(), selection)) {
                for (int i = 0; i < texts.size(); i++) {
                    append(texts.get(i), column, text, selected == null ? i : selected[i]);
                }
            }
        }
        List<byte[]> rows = new ArrayList<>();
        for (StringBuilder text : texts) {
            rows.add(text.append('}').toString().getBytes(StandardCharsets.UTF_8));
        }
        return rows;
    }

    private void append(StringBuilder to, int column, Column text, int row) {
        to.append(column == 0 ? "" : ",");
        quote(to, schema.field(column).name());
        to.append(':');
        if (text.isNull(row)) {
            to.append("null");
        } else if (schema.type(column).kind().isNumeric()) {
            to.append(text.getString(row));
        } else {
            quote(to, text.getString(row));
        }
    }

    private static void quote(StringBuilder to, String text) {
        to.append('"');
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            if (c == '"' || c == '\\') {
                to.append('\\').append(c);
            } else if (c < ' ') {
                to.append(String.format("\\u%04x", (int) c));
            } else {
                to.append(c);
            }
        }
        to.append('"');
    }

    @Override
    public void close() {
        casts.forEach(Evaluator::close);
    }
}
