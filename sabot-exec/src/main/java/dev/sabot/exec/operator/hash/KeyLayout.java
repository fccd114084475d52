package dev.sabot.exec.operator.hash;

import dev.sabot.type.DataType;

import java.util.List;

/// Says how a row of keys lies in 64-bit words: one bit per null, then one or two words per column.
///
/// Text takes two words: length and first four bytes, then the rest of at most eight bytes or, when
/// longer, where the bytes are. Nested values are text of their bytes ([NestedValues]).
record KeyLayout(Kind[] kinds, int[] offsets, int maskWords, int stride, boolean hasText) {
    /// How a column's values become words.
    enum Kind {
        WORD,
        DOUBLE,
        WIDE,
        TEXT,
        NESTED
    }

    static KeyLayout of(List<DataType> types) {
        Kind[] kinds = new Kind[types.size()];
        int[] offsets = new int[types.size()];
        int maskWords = (types.size() + 63) / 64;
        int stride = maskWords;
        boolean hasText = false;
        for (int column = 0; column < kinds.length; column++) {
            kinds[column] = kind(types.get(column));
            offsets[column] = stride;
            boolean isText = kinds[column] == Kind.TEXT || kinds[column] == Kind.NESTED;
            stride += isText || kinds[column] == Kind.WIDE ? 2 : 1;
            hasText |= isText;
        }
        return new KeyLayout(kinds, offsets, maskWords, stride, hasText);
    }

    static boolean isWord(DataType type) {
        return kind(type) == Kind.WORD || kind(type) == Kind.DOUBLE;
    }

    static Kind kind(DataType type) {
        return switch (type.kind()) {
            case REAL, DOUBLE -> Kind.DOUBLE;
            case DECIMAL -> type.precision() <= DataType.MAX_LONG_PRECISION ? Kind.WORD : Kind.WIDE;
            case VARCHAR, VARBINARY -> Kind.TEXT;
            case ARRAY, ROW, MAP -> Kind.NESTED;
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY ->
                    Kind.WORD;
        };
    }

    boolean isText(int column) {
        return kinds[column] == Kind.TEXT || kinds[column] == Kind.NESTED;
    }
}
