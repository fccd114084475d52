package dev.sabot.exec.operator.join;

/// Pairs of a probe row and a build row, in the order of the probe rows.
final class Pairs {
    final int[] probe;
    final int[] build;
    int count;

    Pairs(int capacity) {
        probe = new int[capacity];
        build = new int[capacity];
    }

    boolean isFull() {
        return count == probe.length;
    }

    void add(int probeRow, int buildRow) {
        probe[count] = probeRow;
        build[count++] = buildRow;
    }

    /// Keeps the pairs at the given ascending places.
    void keep(int[] places, int numPlaces) {
        for (int i = 0; i < numPlaces; i++) {
            probe[i] = probe[places[i]];
            build[i] = build[places[i]];
        }
        count = numPlaces;
    }

    /// Says whether every probe row of a batch is there once, in order.
    boolean coversOnce(int numRows) {
        if (count != numRows) {
            return false;
        }
        for (int i = 0; i < numRows; i++) {
            if (probe[i] != i) {
                return false;
            }
        }
        return true;
    }
}
