package dev.sabot.exec.operator.stream;

import dev.sabot.batch.Batch;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.PhysicalPlan;

import org.jspecify.annotations.Nullable;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;

/// Accounts for the rows a task could not put where they belong, so that none vanishes: counts them
/// and keeps each as a dead letter.
///
/// **Threads**: one.
public final class LateRows implements AutoCloseable {
    /// A row came after its window was given.
    public static final String LATE = "LATE_ROW";

    /// A row has no event time.
    public static final String NO_TIME = "NULL_ROWTIME";

    private static final long SECOND = 1_000_000;

    private final String operator;
    private final TaskContext task;
    private final PhysicalPlan rows;
    private final String tables;
    private @Nullable RowText text;

    /// @param rows the plan node whose rows are accounted for
    public LateRows(String operator, TaskContext task, PhysicalPlan rows) {
        this.operator = operator;
        this.task = task;
        this.rows = rows;
        Set<String> names = new TreeSet<>();
        collectTables(rows, names);
        this.tables = String.join(", ", names);
    }

    private static void collectTables(PhysicalPlan plan, Set<String> names) {
        if (plan instanceof PhysicalPlan.Scan scan) {
            names.add(scan.table().displayName());
        }
        plan.inputs().forEach(input -> collectTables(input, names));
    }

    /// Accounts for the selected rows of a lent batch, whose window was given already.
    public void add(Batch batch, long windowEnd) {
        task.metrics().lateRows().add(batch.selectedRows());
        String end =
                LocalDateTime.ofEpochSecond(
                                Math.floorDiv(windowEnd, SECOND),
                                (int) Math.floorMod(windowEnd, SECOND) * 1_000,
                                ZoneOffset.UTC)
                        .toString()
                        .replace('T', ' ');
        keep(batch, LATE + ": the watermark had passed the end of its window, " + end);
    }

    /// Accounts for the selected rows of a lent batch whose event time is null.
    public void addNullTimes(Batch batch, String column) {
        task.metrics().nullRowTimes().add(batch.selectedRows());
        keep(batch, NO_TIME + ": " + column + " is NULL");
    }

    private void keep(Batch batch, String reason) {
        RowText writer = text;
        if (writer == null) {
            writer = new RowText(rows.schema(), task.query());
            text = writer;
        }
        for (byte[] row : writer.rows(batch)) {
            task.query().deadLetters().add(tables, operator, -1, reason, row);
        }
    }

    @Override
    public void close() {
        if (text != null) {
            text.close();
            text = null;
        }
    }
}
