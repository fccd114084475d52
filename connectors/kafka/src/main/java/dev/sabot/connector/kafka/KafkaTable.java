package dev.sabot.connector.kafka;

import dev.sabot.connector.Boundedness;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Sink;
import dev.sabot.connector.Source;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.connector.WriteRequest;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Schema;

/// Topics, read as one table. Its metadata are those of [Metadata]: topic, partition, offset,
/// timestamp, timestamp-type, leader-epoch, headers.
record KafkaTable(String name, Schema schema, KafkaOptions options) implements Table {
    @Override
    public Boundedness boundedness() {
        return options.end() instanceof OffsetChoice.Never
                ? Boundedness.UNBOUNDED
                : Boundedness.BOUNDED;
    }

    @Override
    public TableStatistics statistics() {
        return TableStatistics.UNKNOWN;
    }

    @Override
    public Schema metadata() {
        return Metadata.SCHEMA;
    }

    @Override
    public Source scan(ScanRequest request) {
        return new KafkaSource(this, request);
    }

    @Override
    public Sink write(WriteRequest request) {
        if (request.mode() != WriteRequest.Mode.INSERT) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    "a topic takes new rows only: "
                            + request.mode()
                            + " of "
                            + name
                            + " is refused");
        }
        if (options.topics().size() > 1) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    "rows cannot be written to several topics; declare a table of one topic");
        }
        return new KafkaSink(this);
    }
}
