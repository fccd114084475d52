package dev.sabot.server.flightsql;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// Writes `repeated int64` in protobuf's packed form.
final class PackedNumbers {
    private PackedNumbers() {}

    static ByteString of(List<Long> numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            for (long number : numbers) {
                out.writeInt64NoTag(number);
            }
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }
}
