package dev.sabot.connector.kafka;

import dev.sabot.connector.Connector;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.Option;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Schema;

import java.util.List;

/// Opens topics as tables. No broker is asked before a table is read or written.
public final class KafkaConnector implements Connector {
    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<Option> options() {
        return KafkaOptions.declared();
    }

    @Override
    public Table open(TableHandle handle, ConnectorContext context) {
        Schema schema = handle.schema();
        if (schema == null || schema.size() == 0) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "a table of connector kafka needs its columns declared: records do not name"
                            + " their types");
        }
        KafkaOptions options = KafkaOptions.of(handle.options(), schema);
        return new KafkaTable(handle.displayName(), schema, options);
    }
}
