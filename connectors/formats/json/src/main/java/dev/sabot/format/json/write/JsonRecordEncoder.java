package dev.sabot.format.json.write;

import dev.sabot.batch.Batch;
import dev.sabot.format.RecordEncoder;
import dev.sabot.format.json.text.JsonStrings;
import dev.sabot.type.Schema;

import java.nio.charset.StandardCharsets;

/// Encodes rows as one JSON object each; instants are written in UTC.
public final class JsonRecordEncoder implements RecordEncoder {
    private final Schema schema;
    private final ValueWriter values;
    private final boolean leavesNullsOut;
    private final String[] keys;
    private final StringBuilder text = new StringBuilder(1_024);

    /// @param isIso whether timestamps have a T between date and time, else a blank
    /// @param leavesNullsOut whether keys of nulls are not written
    public JsonRecordEncoder(Schema schema, boolean isIso, boolean leavesNullsOut) {
        this.schema = schema;
        this.values = ValueWriter.ofRecords(isIso);
        this.leavesNullsOut = leavesNullsOut;
        this.keys = new String[schema.size()];
        for (int column = 0; column < keys.length; column++) {
            StringBuilder key = new StringBuilder();
            JsonStrings.append(key, schema.field(column).name());
            keys[column] = key.append(':').toString();
        }
    }

    @Override
    public byte[] encode(Batch batch, int row) {
        text.setLength(0);
        text.append('{');
        for (int column = 0; column < keys.length; column++) {
            if (leavesNullsOut && batch.column(column).isNull(row)) {
                continue;
            }
            text.append(text.length() == 1 ? "" : ",").append(keys[column]);
            values.append(text, batch.column(column), schema.type(column), row);
        }
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
