package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.TextWriter;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.type.DataType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Text forms of bytes and back.
final class EncodingFunctions {
    private static final byte[] UPPER_HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOWER_HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final ScalarFunction HEX =
            Signatures.function("hex", "string")
                    .aliases("to_hex")
                    .syntax("hex(text | bytes | integer)")
                    .description(
                            "Writes the bytes of a text or VARBINARY, or an integer, in"
                                    + " hexadecimal; digits are upper case, as in DuckDB.")
                    .example("hex('Sab')", "536162")
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textToText((text, result) -> hex(text, UPPER_HEX, result)),
                            DataType.VARCHAR)
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textToText((text, result) -> hex(text, UPPER_HEX, result)),
                            DataType.VARBINARY)
                    .signature(
                            Signatures.always(DataType.VARCHAR),
                            RowKernels.longToText((value, result) ->
                                    result.append(
                                            Long.toHexString(value).toUpperCase(Locale.ROOT))),
                            Parameters.INTEGER)
                    .build();

    private static final ScalarFunction UNHEX =
            Signatures.function("unhex", "string")
                    .aliases("from_hex")
                    .syntax("unhex(text)")
                    .description("Reads bytes in hexadecimal.")
                    .example("decode(unhex('536162'))", "Sab")
                    .canFail()
                    .signature(
                            DataType.VARBINARY,
                            RowKernels.textToText(EncodingFunctions::unhex),
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction TO_BASE64 =
            Signatures.function("to_base64", "string")
                    .aliases("base64")
                    .syntax("to_base64(text | bytes)")
                    .description("Writes bytes in base 64.")
                    .example("to_base64('sabot')", "c2Fib3Q=")
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textToText(EncodingFunctions::base64),
                            DataType.VARCHAR)
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textToText(EncodingFunctions::base64),
                            DataType.VARBINARY)
                    .build();

    private static final ScalarFunction FROM_BASE64 =
            Signatures.function("from_base64", "string")
                    .syntax("from_base64(text)")
                    .description("Reads bytes in base 64.")
                    .example("decode(from_base64('c2Fib3Q='))", "sabot")
                    .canFail()
                    .signature(
                            DataType.VARBINARY,
                            RowKernels.textToText(EncodingFunctions::unbase64),
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction ENCODE =
            Signatures.function("encode", "string")
                    .syntax("encode(text) | encode(bytes, format)")
                    .description(
                            "Gives the bytes of a text in UTF-8, or writes bytes in the format"
                                    + " 'hex', 'base64' or 'escape' as in PostgreSQL.")
                    .example("encode(X'C3BC', 'hex')", "c3bc")
                    .canFail()
                    .signature(
                            DataType.VARBINARY,
                            RowKernels.textToText((text, result) -> result.append(text)),
                            DataType.VARCHAR)
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textTextToText(EncodingFunctions::encode),
                            DataType.VARBINARY,
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction DECODE =
            Signatures.function("decode", "string")
                    .syntax("decode(bytes) | decode(text, format)")
                    .description(
                            "Gives the text whose UTF-8 form has the bytes, or reads bytes in the "
                                    + "format 'hex', 'base64' or 'escape' as in PostgreSQL.")
                    .example("decode(X'C3BC')", "ü")
                    .canFail()
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textToText(EncodingFunctions::utf8),
                            DataType.VARBINARY)
                    .signature(
                            DataType.VARBINARY,
                            RowKernels.textTextToText(EncodingFunctions::decode),
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction URL_ENCODE =
            Signatures.function("url_encode", "string")
                    .syntax("url_encode(text)")
                    .description("Writes bytes other than letters, digits and - _ . ~ as %XX.")
                    .example("url_encode('a b&ü')", "a%20b%26%C3%BC")
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textToText(EncodingFunctions::urlEncode),
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction URL_DECODE =
            Signatures.function("url_decode", "string")
                    .syntax("url_decode(text)")
                    .description("Reads %XX as bytes of UTF-8.")
                    .example("url_decode('a%20b%26%C3%BC')", "a b&ü")
                    .canFail()
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textToText(EncodingFunctions::urlDecode),
                            DataType.VARCHAR)
                    .build();

    static final List<ScalarFunction> ALL =
            List.of(HEX, UNHEX, TO_BASE64, FROM_BASE64, ENCODE, DECODE, URL_ENCODE, URL_DECODE);

    private EncodingFunctions() {}

    private static void hex(Text text, byte[] digits, TextWriter result) {
        for (int index = 0; index < text.length(); index++) {
            int value = text.byteAt(index) & 0xFF;
            result.appendByte(digits[value >>> 4]);
            result.appendByte(digits[value & 15]);
        }
    }

    private static void unhex(Text text, TextWriter result) {
        int index = 0;
        if ((text.length() & 1) != 0) {
            result.appendByte(digit(text, 0));
            index = 1;
        }
        for (; index < text.length(); index += 2) {
            result.appendByte(digit(text, index) << 4 | digit(text, index + 1));
        }
    }

    private static int digit(Text text, int index) {
        int digit = Character.digit(text.byteAt(index), 16);
        if (digit < 0) {
            throw ArgumentErrors.invalid(
                    ArgumentErrors.quote(text.toString()) + " is not hexadecimal");
        }
        return digit;
    }

    private static void base64(Text text, TextWriter result) {
        result.append(Base64.getEncoder().encode(text.toBytes()));
    }

    private static void unbase64(Text text, TextWriter result) {
        try {
            result.append(Base64.getDecoder().decode(text.toBytes()));
        } catch (IllegalArgumentException e) {
            throw ArgumentErrors.invalid(
                    ArgumentErrors.quote(text.toString()) + " is not base 64", e);
        }
    }

    private static RuntimeException unknownFormat(Text format) {
        return ArgumentErrors.invalid(
                "the format is 'hex', 'base64' or 'escape', not "
                        + ArgumentErrors.quote(format.toString()));
    }

    private static void encode(Text bytes, Text format, TextWriter result) {
        switch (format.toString().toLowerCase(Locale.ROOT)) {
            case "hex" -> hex(bytes, LOWER_HEX, result);
            case "base64" -> base64(bytes, result);
            case "escape" -> escape(bytes, result);
            default -> throw unknownFormat(format);
        }
    }

    private static void decode(Text text, Text format, TextWriter result) {
        switch (format.toString().toLowerCase(Locale.ROOT)) {
            case "hex" -> {
                if ((text.length() & 1) != 0) {
                    throw ArgumentErrors.invalid(
                            ArgumentErrors.quote(text.toString())
                                    + " has an odd number of hexadecimal digits");
                }
                unhex(text, result);
            }
            case "base64" -> unbase64(text, result);
            case "escape" -> unescape(text, result);
            default -> throw unknownFormat(format);
        }
    }

    /// Writes zero bytes and those past ASCII as `\ooo`, as PostgreSQL does.
    private static void escape(Text bytes, TextWriter result) {
        for (int index = 0; index < bytes.length(); index++) {
            int value = bytes.byteAt(index) & 0xFF;
            if (value == '\\') {
                result.append("\\\\");
            } else if (value == 0 || value >= 0x80) {
                result.appendByte('\\');
                result.appendByte('0' + (value >>> 6));
                result.appendByte('0' + (value >>> 3 & 7));
                result.appendByte('0' + (value & 7));
            } else {
                result.appendByte(value);
            }
        }
    }

    private static void unescape(Text text, TextWriter result) {
        int index = 0;
        while (index < text.length()) {
            byte value = text.byteAt(index);
            if (value != '\\') {
                result.appendByte(value);
                index++;
            } else if (index + 1 < text.length() && text.byteAt(index + 1) == '\\') {
                result.appendByte('\\');
                index += 2;
            } else {
                int octal = 0;
                for (int digit = 1; digit <= 3; digit++) {
                    int next = index + digit < text.length() ? text.byteAt(index + digit) : 0;
                    if (next < '0' || next > '7') {
                        throw ArgumentErrors.invalid(
                                "a backslash must be followed by another or by three octal digits"
                                        + " in "
                                        + ArgumentErrors.quote(text.toString()));
                    }
                    octal = octal << 3 | next - '0';
                }
                result.appendByte(octal);
                index += 4;
            }
        }
    }

    private static void utf8(Text bytes, TextWriter result) {
        if (!Utf8.isValid(bytes)) {
            throw ArgumentErrors.invalid("the bytes are not UTF-8; hex() shows them");
        }
        result.append(bytes);
    }

    private static void urlEncode(Text text, TextWriter result) {
        for (int index = 0; index < text.length(); index++) {
            int value = text.byteAt(index) & 0xFF;
            boolean isPlain =
                    value >= 'a' && value <= 'z'
                            || value >= 'A' && value <= 'Z'
                            || value >= '0' && value <= '9'
                            || "-_.~".indexOf(value) >= 0;
            if (isPlain) {
                result.appendByte(value);
            } else {
                result.appendByte('%');
                result.appendByte(UPPER_HEX[value >>> 4]);
                result.appendByte(UPPER_HEX[value & 15]);
            }
        }
    }

    private static void urlDecode(Text text, TextWriter result) {
        byte[] decoded = new byte[text.length()];
        int count = 0;
        for (int index = 0; index < text.length(); index++) {
            byte value = text.byteAt(index);
            if (value == '%' && index + 2 < text.length()) {
                int high = Character.digit(text.byteAt(index + 1), 16);
                int low = Character.digit(text.byteAt(index + 2), 16);
                if (high >= 0 && low >= 0) {
                    value = (byte) (high << 4 | low);
                    index += 2;
                }
            }
            decoded[count++] = value;
        }
        if (!Utf8.isValid(decoded, count)) {
            throw ArgumentErrors.invalid(
                    ArgumentErrors.quote(text.toString()) + " does not encode UTF-8");
        }
        result.append(Arrays.copyOf(decoded, count));
    }
}
