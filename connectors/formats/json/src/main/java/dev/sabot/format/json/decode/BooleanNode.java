package dev.sabot.format.json.decode;

import dev.sabot.type.DataType;

/// Reads booleans.
final class BooleanNode extends FixedNode {
    BooleanNode(UnusualValues unusual) {
        super(DataType.BOOLEAN, unusual);
    }

    @Override
    int readValue(Scanner scanner, int at, int row) {
        byte c = scanner.buffer()[at];
        if (c != 't' && c != 'f') {
            return readUnusual(scanner, at, row);
        }
        set(row, c == 't' ? 1 : 0);
        return c == 't' ? scanner.skipTrue(at) : scanner.skipFalse(at);
    }

    @Override
    void setObject(int row, Object value) {
        set(row, (Boolean) value ? 1 : 0);
    }
}
