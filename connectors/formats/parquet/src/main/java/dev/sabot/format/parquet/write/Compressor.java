package dev.sabot.format.parquet.write;

import com.github.luben.zstd.Zstd;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/// Compresses pages.
///
/// **Threads**: stateless.
public enum Compressor {
    NONE(CompressionCodec.UNCOMPRESSED) {
        @Override
        byte[] compress(byte[] bytes, int length) {
            return Arrays.copyOf(bytes, length);
        }
    },
    SNAPPY(CompressionCodec.SNAPPY) {
        @Override
        byte[] compress(byte[] bytes, int length) throws IOException {
            byte[] target = new byte[Snappy.maxCompressedLength(length)];
            return Arrays.copyOf(target, Snappy.compress(bytes, 0, length, target, 0));
        }
    },
    ZSTD(CompressionCodec.ZSTD) {
        @Override
        byte[] compress(byte[] bytes, int length) {
            byte[] target = new byte[(int) Zstd.compressBound(length)];
            long written = Zstd.compressByteArray(target, 0, target.length, bytes, 0, length, 3);
            if (Zstd.isError(written)) {
                throw new IllegalStateException("zstd: " + Zstd.getErrorName(written));
            }
            return Arrays.copyOf(target, (int) written);
        }
    },
    LZ4(CompressionCodec.LZ4_RAW) {
        @Override
        byte[] compress(byte[] bytes, int length) {
            LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
            byte[] target = new byte[compressor.maxCompressedLength(length)];
            int written = compressor.compress(bytes, 0, length, target, 0, target.length);
            return Arrays.copyOf(target, written);
        }
    },
    GZIP(CompressionCodec.GZIP) {
        @Override
        byte[] compress(byte[] bytes, int length) throws IOException {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            try (GZIPOutputStream stream = new GZIPOutputStream(target)) {
                stream.write(bytes, 0, length);
            }
            return target.toByteArray();
        }
    };

    private final CompressionCodec codec;

    Compressor(CompressionCodec codec) {
        this.codec = codec;
    }

    CompressionCodec codec() {
        return codec;
    }

    abstract byte[] compress(byte[] bytes, int length) throws IOException;

    static Compressor of(String name) {
        return switch (name) {
            case "snappy" -> SNAPPY;
            case "zstd" -> ZSTD;
            case "lz4", "lz4_raw" -> LZ4;
            case "gzip" -> GZIP;
            case "none", "uncompressed" -> NONE;
            default ->
                    throw new SabotException(
                            ErrorCode.INVALID_ARGUMENT,
                            "compression '"
                                    + name
                                    + "' is not written; there are: snappy, zstd, lz4, gzip, none");
        };
    }
}
