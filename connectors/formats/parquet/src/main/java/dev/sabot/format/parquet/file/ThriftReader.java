package dev.sabot.format.parquet.file;

import org.apache.parquet.format.InterningProtocol;
import org.jspecify.annotations.Nullable;

import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

import java.io.IOException;
import java.io.InputStream;

/// Reads Thrift structures with the limits that hostile input needs: no text and no list may claim
/// more elements than there are bytes.
public final class ThriftReader {
    private static final int MAX_DEPTH = 64;

    private ThriftReader() {}

    /// Returns a part that a structure must have.
    ///
    /// **Errors**: IllegalArgumentException.
    public static <T> T required(@Nullable T part, String name) {
        if (part == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return part;
    }

    /// Fills a structure from a stream of at most `numBytes`.
    public static void read(TBase<?, ?> structure, InputStream bytes, int numBytes)
            throws IOException {
        try {
            TConfiguration limits = new TConfiguration(numBytes, numBytes, MAX_DEPTH);
            TIOStreamTransport transport = new TIOStreamTransport(limits, bytes);
            structure.read(
                    new InterningProtocol(new TCompactProtocol(transport, numBytes, numBytes)));
        } catch (TException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
