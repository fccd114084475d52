package dev.sabot.jdbc.wire;

import dev.sabot.jdbc.session.SessionException;

import java.util.ArrayList;
import java.util.List;

/** What a server of Sabot says about a result beyond Flight, the rows of a small one included. */
public final class ResultInfo {
    private static final int KIND_COUNT = 1;

    private boolean isCount;
    private long updateCount = -1;
    private boolean isComplete;
    private final List<String> notices = new ArrayList<>();
    private final List<FlightData> batches = new ArrayList<>();

    private ResultInfo() {}

    static ResultInfo read(ProtoReader reader) throws SessionException {
        ResultInfo info = new ResultInfo();
        while (reader.next()) {
            switch (reader.field()) {
                case 1:
                    info.isCount = reader.varint() == KIND_COUNT;
                    break;
                case 2:
                    info.updateCount = reader.varint();
                    break;
                case 3:
                    info.notices.add(reader.text());
                    break;
                case 4:
                    info.isComplete = reader.varint() != 0;
                    break;
                case 5:
                    info.batches.add(FlightData.read(reader.message()));
                    break;
                default:
                    reader.skip();
                    break;
            }
        }
        // Protobuf leaves zeros out.
        if (info.isCount && info.updateCount < 0) {
            info.updateCount = 0;
        }
        return info;
    }

    /** Returns whether the statement gives a number of rows changed instead of rows. */
    public boolean isCount() {
        return isCount;
    }

    public long updateCount() {
        return updateCount;
    }

    /** Returns whether {@link #batches} holds every row. */
    public boolean isComplete() {
        return isComplete;
    }

    public List<String> notices() {
        return notices;
    }

    public List<FlightData> batches() {
        return batches;
    }
}
