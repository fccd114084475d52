package dev.sabot.format.parquet.codec;

import com.github.luben.zstd.Zstd;

import dev.sabot.batch.Memory;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

import org.apache.parquet.format.CompressionCodec;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Inflates pages. Both ranges must be followed by [#SLACK_BYTES] bytes that may be loaded, or
/// overwritten; past them no codec reads or writes, whatever the bytes say.
///
/// **Errors**: IOException when the bytes are not what they should be.
///
/// **Threads**: stateless.
public enum Decompressor {
    NONE {
        @Override
        void inflate(long from, int numBytes, long to, int inflated) throws IOException {
            if (numBytes != inflated) {
                throw new IOException("an uncompressed page of two sizes");
            }
            Memory.copy(from, to, numBytes);
        }
    },
    SNAPPY {
        @Override
        void inflate(long from, int numBytes, long to, int inflated) throws IOException {
            SnappyInflater.inflate(from, numBytes, to, inflated);
        }
    },
    ZSTD {
        @Override
        void inflate(long from, int numBytes, long to, int inflated) throws IOException {
            long written = Zstd.decompressUnsafe(to, inflated, from, numBytes);
            if (Zstd.isError(written)) {
                throw new IOException("zstd: " + Zstd.getErrorName(written));
            }
            checkSize(written, inflated);
        }
    },
    LZ4_RAW {
        @Override
        void inflate(long from, int numBytes, long to, int inflated) throws IOException {
            checkSize(inflateLz4(from, numBytes, to, inflated), inflated);
        }
    },
    /// LZ4 as Hadoop frames it: blocks behind their inflated and compressed sizes, big-endian. Some
    /// writers left the frame out: data that is not framed is tried as a raw block.
    LZ4 {
        @Override
        void inflate(long from, int numBytes, long to, int inflated) throws IOException {
            if (!inflateFrames(from, numBytes, to, inflated)) {
                checkSize(inflateLz4(from, numBytes, to, inflated), inflated);
            }
        }

        private static boolean inflateFrames(long from, int numBytes, long to, int inflated)
                throws IOException {
            int at = 0;
            int written = 0;
            while (at < numBytes) {
                if (numBytes - at < 8) {
                    return false;
                }
                int blockInflated = Integer.reverseBytes(Memory.getInt(from + at));
                int blockBytes = Integer.reverseBytes(Memory.getInt(from + at + 4));
                at += 8;
                if (blockInflated < 0
                        || blockBytes < 0
                        || blockBytes > numBytes - at
                        || blockInflated > inflated - written) {
                    return false;
                }
                int done = inflateLz4(from + at, blockBytes, to + written, blockInflated);
                checkSize(done, blockInflated);
                at += blockBytes;
                written += blockInflated;
            }
            return written == inflated;
        }
    },
    GZIP {
        @Override
        void inflate(long from, int numBytes, long to, int inflated) throws IOException {
            GzipMembers.inflate(buffer(from, numBytes), buffer(to, inflated));
        }
    };

    /// The bytes that must follow each range.
    public static final int SLACK_BYTES = SnappyInflater.SLACK_BYTES;

    /// Returns the decompressor of a codec.
    ///
    /// **Errors**: UNSUPPORTED.
    public static Decompressor of(CompressionCodec codec) {
        return switch (codec) {
            case UNCOMPRESSED -> NONE;
            case SNAPPY -> SNAPPY;
            case GZIP -> GZIP;
            case ZSTD -> ZSTD;
            case LZ4 -> LZ4;
            case LZ4_RAW -> LZ4_RAW;
            case BROTLI, LZO ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED,
                            "Parquet compression "
                                    + codec
                                    + " is not read; use SNAPPY, ZSTD, LZ4_RAW or GZIP");
        };
    }

    /// Inflates bytes to exactly `inflated` bytes.
    public final void decompress(long from, int numBytes, long to, int inflated)
            throws IOException {
        if (inflated == 0) {
            return;
        }
        inflate(from, numBytes, to, inflated);
    }

    abstract void inflate(long from, int numBytes, long to, int inflated) throws IOException;

    private static void checkSize(long written, int stated) throws IOException {
        if (written != stated) {
            throw new IOException(written + " bytes inflated, " + stated + " stated");
        }
    }

    private static int inflateLz4(long from, int numBytes, long to, int inflated)
            throws IOException {
        try {
            return Lz4.SAFE.decompress(
                    buffer(from, numBytes), 0, numBytes, buffer(to, inflated), 0, inflated);
        } catch (RuntimeException e) {
            throw new IOException("LZ4: " + e.getMessage(), e);
        }
    }

    private static ByteBuffer buffer(long address, int numBytes) {
        return Memory.ALL.asSlice(address, numBytes).asByteBuffer();
    }

    /// Loads the library only when it is needed.
    private static final class Lz4 {
        static final LZ4SafeDecompressor SAFE = LZ4Factory.fastestInstance().safeDecompressor();
    }
}
