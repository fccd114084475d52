package dev.sabot.planner.rule;

import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Collects the window calls of expressions.
final class OverFinder extends RexVisitorImpl<@Nullable Void> {
    private final List<RexOver> found;

    OverFinder(List<RexOver> found) {
        super(true);
        this.found = found;
    }

    @Override
    public @Nullable Void visitOver(RexOver over) {
        found.add(over);
        return null;
    }
}
