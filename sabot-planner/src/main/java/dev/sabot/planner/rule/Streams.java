package dev.sabot.planner.rule;

import dev.sabot.connector.Boundedness;
import dev.sabot.planner.catalog.ColumnScan;

import org.apache.calcite.rel.RelNode;

/// Says which trees read tables that never end.
final class Streams {
    private Streams() {}

    static boolean isUnbounded(RelNode node) {
        return node instanceof ColumnScan scan
                ? scan.source().boundedness() == Boundedness.UNBOUNDED
                : node.getInputs().stream().anyMatch(Streams::isUnbounded);
    }
}
