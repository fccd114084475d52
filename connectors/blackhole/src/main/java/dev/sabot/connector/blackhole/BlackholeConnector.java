package dev.sabot.connector.blackhole;

import dev.sabot.batch.Batch;
import dev.sabot.connector.Connector;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.Option;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Sink;
import dev.sabot.connector.Source;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStatistics;
import dev.sabot.connector.WriteRequest;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Schema;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Opens tables that take any rows and forget them: to run a query for its own sake.
public final class BlackholeConnector implements Connector {
    @Override
    public String name() {
        return "blackhole";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public Table open(TableHandle handle, ConnectorContext context) {
        Map<String, String> given = new TreeMap<>(handle.options());
        given.remove("connector");
        Option.check("connector blackhole", options(), given);
        Schema schema = handle.schema();
        if (schema == null) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "a table of connector blackhole needs its columns declared");
        }
        return new Blackhole(handle.displayName(), schema);
    }

    private record Blackhole(String name, Schema schema) implements Table {
        @Override
        public TableStatistics statistics() {
            return new TableStatistics(0, List.of());
        }

        @Override
        public Source scan(ScanRequest request) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    name + " is a table of connector blackhole, which cannot be read");
        }

        @Override
        public Sink write(WriteRequest request) {
            return new ForgetfulSink();
        }
    }

    private static final class ForgetfulSink implements Sink, Sink.Writer {
        @Override
        public Writer openWriter(ConnectorContext context) {
            return this;
        }

        @Override
        public void write(Batch batch) {
            batch.close();
        }

        @Override
        public void finish() {}

        @Override
        public void prepare(long epoch) {}

        @Override
        public void commit(long epoch) {}

        @Override
        public void abort(long epoch) {}

        @Override
        public void close() {}
    }
}
