package dev.sabot.exec.operator.join.stream;

import dev.sabot.batch.Batch;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Activity;
import dev.sabot.exec.operator.stream.StreamOutlet;
import dev.sabot.exec.operator.stream.WatermarkMerge;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What the tasks of a stream join share: the rows of both sides, by partition of the key's hash,
/// and the watermarks of both sides.
///
/// The watermark of a side whose tasks are all idle goes with the other side's.
///
/// **Threads**: safe.
public final class StreamJoinState {
    static final int LEFT = 0;
    static final int RIGHT = 1;

    private final StreamJoin operator;
    private final QueryContext context;
    private final StreamOutlet outlet;
    private final Partition[] partitions;
    private final WatermarkMerge[] merges = {new WatermarkMerge(), new WatermarkMerge()};
    private final AtomicInteger sidesLeft = new AtomicInteger(2);
    private volatile long leftWatermark = WatermarkMerge.BEGINNING;
    private volatile long rightWatermark = WatermarkMerge.BEGINNING;
    private long told = WatermarkMerge.BEGINNING;
    private boolean toldIdle;
    private boolean isClosed;

    /// The rows of both sides whose keys fall into one partition; guarded by itself.
    static final class Partition {
        private final SideRows[] sides;

        Partition(StreamJoin operator, QueryContext context) {
            sides =
                    new SideRows[] {
                        new SideRows(operator.left(), context),
                        new SideRows(operator.right(), context)
                    };
        }

        SideRows side(int side) {
            return sides[side];
        }
    }

    StreamJoinState(StreamJoin operator, QueryContext context) {
        this.operator = operator;
        this.context = context;
        this.outlet = new StreamOutlet("StreamJoin", context.threads());
        int count = Math.max(1, Integer.highestOneBit(2 * context.threads() - 1));
        this.partitions = new Partition[count];
        for (int index = 0; index < count; index++) {
            partitions[index] = new Partition(operator, context);
        }
    }

    StreamJoin operator() {
        return operator;
    }

    QueryContext context() {
        return context;
    }

    StreamOutlet outlet() {
        return outlet;
    }

    int numPartitions() {
        return partitions.length;
    }

    Partition partition(int index) {
        return partitions[index];
    }

    /// Returns what takes the left input.
    public Breaker.State left() {
        return new Side(LEFT);
    }

    /// Returns what takes the right input.
    public Breaker.State right() {
        return new Side(RIGHT);
    }

    /// Returns the source of the joined rows.
    public PipelineSource result() {
        return outlet;
    }

    private final class Side implements Breaker.State {
        private final int side;

        Side(int side) {
            this.side = side;
        }

        @Override
        public boolean isStreaming() {
            return true;
        }

        @Override
        public Breaker.Local openLocal(TaskContext task) {
            synchronized (StreamJoinState.this) {
                return new StreamJoinLocal(StreamJoinState.this, side, merges[side].register());
            }
        }

        @Override
        public List<Runnable> finish() {
            if (sidesLeft.decrementAndGet() == 0) {
                outlet.end();
            }
            return List.of();
        }

        @Override
        public void close() {
            closeOnce();
        }
    }

    private synchronized void closeOnce() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        for (Partition partition : partitions) {
            partition.side(LEFT).close();
            partition.side(RIGHT).close();
        }
        outlet.close();
    }

    /// Returns the watermark of a side: rows of the other side that it has passed are dead.
    long watermark(int side) {
        return side == LEFT ? leftWatermark : rightWatermark;
    }

    synchronized Progress advance(int side, int input, long micros) {
        merges[side].advance(input, micros);
        publish();
        return outlet.progress();
    }

    synchronized void setIdle(int side, int input, boolean isIdle) {
        merges[side].setIdle(input, isIdle);
        publish();
    }

    synchronized void end(int side, int input) {
        merges[side].end(input);
        publish();
    }

    private void publish() {
        boolean isIdle =
                (merges[LEFT].isIdle() || merges[RIGHT].isIdle())
                        && isSilent(LEFT)
                        && isSilent(RIGHT);
        if (toldIdle && !isIdle) {
            toldIdle = false;
            outlet.add(new StreamElement.Status(Activity.ACTIVE));
        }
        long left = Math.max(leftWatermark, merges[LEFT].watermark());
        long right = Math.max(rightWatermark, merges[RIGHT].watermark());
        if (merges[LEFT].isIdle() && right != StreamElement.END_OF_TIME) {
            left = Math.max(left, right);
        }
        if (merges[RIGHT].isIdle() && left != StreamElement.END_OF_TIME) {
            right = Math.max(right, left);
        }
        boolean hasMoved = left > leftWatermark || right > rightWatermark;
        leftWatermark = left;
        rightWatermark = right;
        if (hasMoved) {
            expire();
        }
        if (Math.min(left, right) > told) {
            told = Math.min(left, right);
            outlet.add(new StreamElement.Watermark(told));
        }
        if (isIdle && !toldIdle) {
            toldIdle = true;
            outlet.add(new StreamElement.Status(Activity.IDLE));
        }
    }

    private boolean isSilent(int side) {
        return merges[side].isIdle() || merges[side].watermark() == StreamElement.END_OF_TIME;
    }

    /// Gives the rows that wait for the end of their retention, frees those that are dead.
    private void expire() {
        JoinedRows rows = new JoinedRows(operator, context);
        int[] ids = new int[Batch.MAX_ROWS];
        for (Partition partition : partitions) {
            List<Batch> answers = new ArrayList<>();
            synchronized (partition) {
                for (int side = LEFT; side <= RIGHT; side++) {
                    SideRows own = partition.side(side);
                    long watermark = watermark(1 - side);
                    int count = own.takeAnswers(watermark, ids, context.batchRows());
                    while (count > 0) {
                        answers.addAll(rows.answers(side, own, ids, count));
                        count = own.takeAnswers(watermark, ids, context.batchRows());
                    }
                    own.clean(watermark);
                }
            }
            answers.forEach(outlet::add);
        }
    }
}
