package dev.sabot.exec.operator.stream;

import dev.sabot.batch.Batch;
import dev.sabot.connector.Boundedness;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// An unbounded table whose splits a test feeds; read by one query, all columns.
public final class TestStream implements Table {
    private final Schema schema;
    private final List<Feed> feeds = new ArrayList<>();

    TestStream(Schema schema, int numSplits) {
        this.schema = schema;
        for (int split = 0; split < numSplits; split++) {
            feeds.add(new Feed("split " + split));
        }
    }

    public Feed feed(int split) {
        return feeds.get(split);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Boundedness boundedness() {
        return Boundedness.UNBOUNDED;
    }

    @Override
    public TableStatistics statistics() {
        return TableStatistics.UNKNOWN;
    }

    @Override
    public Source scan(ScanRequest request) {
        return new Source() {
            @Override
            public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
                return List.copyOf(feeds);
            }

            @Override
            public boolean appliesFilter() {
                return false;
            }

            @Override
            public SplitReader open(
                    Split split, @Nullable ScanFilter filter, ConnectorContext context) {
                return ((Feed) split).new Reader();
            }
        };
    }

    /// One split.
    public static final class Feed implements Source.Split {
        private final String name;
        private final Deque<Batch> batches = new ArrayDeque<>();
        private long watermark = Long.MIN_VALUE;
        private boolean isCaughtUp;
        private boolean isEnded;
        private CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();

        Feed(String name) {
            this.name = name;
        }

        @Override
        public long estimatedRows() {
            return -1;
        }

        @Override
        public String describe() {
            return name;
        }

        private void change(Runnable change) {
            CompletableFuture<@Nullable Void> wake;
            synchronized (this) {
                change.run();
                wake = ready;
                ready = new CompletableFuture<>();
            }
            wake.complete(null);
        }

        public void push(List<Batch> more) {
            change(() -> {
                batches.addAll(more);
                isCaughtUp = false;
            });
        }

        public void watermark(long micros) {
            change(() -> watermark = micros);
        }

        public void setCaughtUp() {
            change(() -> isCaughtUp = true);
        }

        public void end() {
            change(() -> isEnded = true);
        }

        private final class Reader implements SplitReader {
            @Override
            public @Nullable Batch next() {
                synchronized (Feed.this) {
                    return batches.poll();
                }
            }

            @Override
            public boolean isFinished() {
                synchronized (Feed.this) {
                    return isEnded && batches.isEmpty();
                }
            }

            @Override
            public long position() {
                return 0;
            }

            @Override
            public CompletableFuture<@Nullable Void> whenReady() {
                synchronized (Feed.this) {
                    return batches.isEmpty() && !isEnded
                            ? ready
                            : CompletableFuture.completedFuture(null);
                }
            }

            @Override
            public boolean isCaughtUp() {
                synchronized (Feed.this) {
                    return isCaughtUp && batches.isEmpty();
                }
            }

            @Override
            public long watermark() {
                synchronized (Feed.this) {
                    return batches.isEmpty() ? watermark : Long.MIN_VALUE;
                }
            }

            @Override
            public void close() {
                synchronized (Feed.this) {
                    batches.forEach(Batch::close);
                    batches.clear();
                }
            }
        }
    }
}
