package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.Text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Checks that bytes are UTF-8.
final class Utf8 {
    private Utf8() {}

    static boolean isValid(Text bytes) {
        return bytes.isAscii() || isValid(bytes.toBytes(), bytes.length());
    }

    static boolean isValid(byte[] bytes, int length) {
        try {
            // A new decoder reports what is malformed.
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
