package dev.sabot.format.json.decode;

import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

/// Reads dates and times; the usual forms are `2024-01-31`, `23:59:59.5`, both with a blank or `T`
/// between them, and instants with a `Z` after that. Fractions past the precision are cut off.
final class TimeNode extends FixedNode {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int[] FRACTION_UNITS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private final TypeKind kind;
    private final long step;
    private int place;
    private boolean isValid;

    TimeNode(DataType type, UnusualValues unusual) {
        super(type, unusual);
        this.kind = type.kind();
        long unit = 1;
        for (int digit = type.precision(); digit < 6; digit++) {
            unit *= 10;
        }
        this.step = unit;
    }

    @Override
    int readValue(Scanner scanner, int at, int row) {
        byte[] bytes = scanner.buffer();
        if (bytes[at] != '"') {
            return readUnusual(scanner, at, row);
        }
        isValid = true;
        place = at + 1;
        long value;
        if (kind == TypeKind.TIME) {
            value = time(bytes);
        } else {
            value = date(bytes);
            if (kind != TypeKind.DATE) {
                byte separator = bytes[place++];
                isValid &= separator == ' ' || separator == 'T';
                value = isValid ? value * DAY_MICROS + time(bytes) : 0;
            }
        }
        if (isValid && kind == TypeKind.TIMESTAMP_TZ) {
            isValid = bytes[place++] == 'Z';
        }
        if (!isValid || bytes[place] != '"') {
            return readUnusual(scanner, at, row);
        }
        set(row, kind == TypeKind.DATE ? value : value - Math.floorMod(value, step));
        return place + 1;
    }

    /// Reads two digits; once the text is not valid its places are not moved on.
    private int two(byte[] bytes) {
        int first = bytes[place] - '0';
        int second = bytes[place + 1] - '0';
        if ((first | 9 - first | second | 9 - second) < 0) {
            isValid = false;
            return 0;
        }
        place += 2;
        return first * 10 + second;
    }

    private void expect(byte[] bytes, char separator) {
        if (bytes[place] == separator) {
            place++;
        } else {
            isValid = false;
        }
    }

    private long date(byte[] bytes) {
        int year = two(bytes) * 100;
        year += two(bytes);
        expect(bytes, '-');
        int month = two(bytes);
        expect(bytes, '-');
        int day = two(bytes);
        if (!isValid || month < 1 || month > 12 || day < 1 || day > 28 && day > days(year, month)) {
            isValid = false;
            return 0;
        }
        // days from the first of March of year 0, whose leap day is the last of its year
        int shifted = month <= 2 ? year - 1 : year;
        int century = Math.floorDiv(shifted, 100);
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return 365L * shifted
                + Math.floorDiv(shifted, 4)
                - century
                + Math.floorDiv(century, 4)
                + dayOfYear
                - 719_468;
    }

    private static int days(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private long time(byte[] bytes) {
        int hour = two(bytes);
        expect(bytes, ':');
        int minute = two(bytes);
        expect(bytes, ':');
        int second = two(bytes);
        isValid &= hour < 24 & minute < 60 & second < 60;
        if (!isValid) {
            return 0;
        }
        long micros = ((hour * 60L + minute) * 60 + second) * 1_000_000;
        if (bytes[place] == '.') {
            int first = place + 1;
            int at = first;
            int fraction = 0;
            int digit;
            while ((digit = bytes[at] - '0') >= 0 && digit <= 9 && at - first < 6) {
                fraction = fraction * 10 + digit;
                at++;
            }
            // without a digit, or with more than six, it is not usual
            isValid = at > first;
            micros += (long) fraction * FRACTION_UNITS[at - first];
            place = at;
        }
        return micros;
    }

    @Override
    void setObject(int row, Object value) {
        set(row, (Long) value);
    }
}
