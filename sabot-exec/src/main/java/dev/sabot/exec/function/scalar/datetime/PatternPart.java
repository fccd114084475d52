package dev.sabot.exec.function.scalar.datetime;

/// One place in a pattern of dates.
///
/// @param width the least number of digits or characters; digits of a fraction
/// @param style how numbers are filled up and names written
/// @param text the text of a literal, else empty
record PatternPart(PatternField field, int width, Style style, String text) {
    enum Style {
        /// Numbers with leading zeros; names with a capital letter.
        PLAIN,
        /// Numbers with leading blanks.
        BLANKS,
        UPPER,
        LOWER
    }

    static PatternPart literal(String text) {
        return new PatternPart(PatternField.LITERAL, 0, Style.PLAIN, text);
    }

    static PatternPart of(PatternField field, int width) {
        return new PatternPart(field, width, Style.PLAIN, "");
    }

    static PatternPart of(PatternField field, int width, Style style) {
        return new PatternPart(field, width, style, "");
    }
}
