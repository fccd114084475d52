package dev.sabot.format.json.decode;

import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

/// Reads dates and times; the usual forms are `2024-01-31`, `23:59:59.5`, both with a blank or `T`
/// between them, and instants with a `Z` after that. Fractions past the precision are cut off.
final class TimeNode extends FixedNode {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long INVALID = Long.MIN_VALUE;
    private static final int DATE_LENGTH = 10;
    private static final int TIME_LENGTH = 8;
    private static final int[] FRACTION_UNITS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private final TypeKind kind;
    private final long step;

    TimeNode(DataType type, UnusualValues unusual) {
        super(type, unusual);
        this.kind = type.kind();
        long unit = 1;
        for (int digit = type.precision(); digit < 6; digit++) {
            unit *= 10;
        }
        this.step = kind == TypeKind.DATE ? 1 : unit;
    }

    @Override
    int readValue(Scanner scanner, int at, int row) {
        byte[] bytes = scanner.buffer();
        int place = at + 1;
        long value = INVALID;
        if (bytes[at] == '"') {
            if (kind == TypeKind.TIME) {
                value = time(bytes, place);
                place += TIME_LENGTH;
            } else {
                value = date(bytes, place);
                place += DATE_LENGTH;
                if (kind != TypeKind.DATE && value != INVALID) {
                    boolean isParted = bytes[place] == ' ' || bytes[place] == 'T';
                    long time = isParted ? time(bytes, place + 1) : INVALID;
                    value = time == INVALID ? INVALID : value * DAY_MICROS + time;
                    place += 1 + TIME_LENGTH;
                }
            }
        }
        if (value == INVALID) {
            return readUnusual(scanner, at, row);
        }
        if (kind != TypeKind.DATE && bytes[place] == '.') {
            long digits = Digits.of(Scanner.word(bytes, place + 1));
            int numDigits = Digits.count(digits);
            if (numDigits == 0 || numDigits > 6) {
                return readUnusual(scanner, at, row);
            }
            value += Digits.value(digits, numDigits) * FRACTION_UNITS[numDigits];
            place += 1 + numDigits;
        }
        if (kind == TypeKind.TIMESTAMP_TZ) {
            if (bytes[place] != 'Z') {
                return readUnusual(scanner, at, row);
            }
            place++;
        }
        if (bytes[place] != '"') {
            return readUnusual(scanner, at, row);
        }
        set(row, step == 1 ? value : value - Math.floorMod(value, step));
        return place + 1;
    }

    /// Returns the days of `yyyy-MM-dd`, or INVALID.
    private static long date(byte[] bytes, int place) {
        long word = Scanner.word(bytes, place);
        long yearAndMonth = Digits.of(word) & 0x00FFFF00FFFFFFFFL;
        long dayDigits = Digits.of(Scanner.word(bytes, place + 8)) & 0xFFFFL;
        if ((word & 0xFF0000FF00000000L) != 0x2D00002D00000000L
                || Digits.others(yearAndMonth) != 0
                || Digits.others(dayDigits) != 0) {
            return INVALID;
        }
        long pairs = Digits.pairs(yearAndMonth);
        int year = (int) (pairs & 0xFF) * 100 + (int) (pairs >>> 16 & 0xFF);
        int month = (int) (pairs >>> 40 & 0xFF);
        int day = (int) Digits.pairs(dayDigits) & 0xFF;
        if (month < 1 || month > 12 || day < 1 || day > 28 && day > days(year, month)) {
            return INVALID;
        }
        // days from the first of March of year 0, whose leap day is the last of its year
        int shifted = month <= 2 ? year - 1 : year;
        int century = Math.floorDiv(shifted, 100);
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return 365L * shifted + (shifted >> 2) - century + (century >> 2) + dayOfYear - 719_468;
    }

    /// Returns the microseconds of `HH:mm:ss`, or INVALID.
    private static long time(byte[] bytes, int place) {
        long word = Scanner.word(bytes, place);
        long digits = Digits.of(word) & 0xFFFF00FFFF00FFFFL;
        if ((word & 0x0000FF0000FF0000L) != 0x00003A00003A0000L || Digits.others(digits) != 0) {
            return INVALID;
        }
        long pairs = Digits.pairs(digits);
        long hour = pairs & 0xFF;
        long minute = pairs >>> 24 & 0xFF;
        long second = pairs >>> 48 & 0xFF;
        return hour > 23 || minute > 59 || second > 59
                ? INVALID
                : ((hour * 60 + minute) * 60 + second) * 1_000_000;
    }

    private static int days(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    @Override
    void setObject(int row, Object value) {
        set(row, (Long) value);
    }
}
