package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.type.DataType;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/// Digests of bytes.
final class DigestFunctions {
    static final List<ScalarFunction> ALL =
            List.of(
                    digest("md5", "MD5", "md5('sabot')", "2734d92e82d11a50fc8b73faa6dcc1be"),
                    digest(
                            "sha1",
                            "SHA-1",
                            "sha1('sabot')",
                            "315c26c589b7bf2afa5c91c48c9e79bc8c39cb27"),
                    digest("sha256", "SHA-256", "left(sha256('sabot'), 8)", "2681de5d"),
                    digest("sha512", "SHA-512", "left(sha512('sabot'), 8)", "79e27855"),
                    Signatures.function("crc32", "string")
                            .syntax("crc32(text | bytes)")
                            .description("Gives the CRC-32 checksum of bytes.")
                            .example("crc32('sabot')", "93593703")
                            .signature(
                                    DataType.BIGINT,
                                    RowKernels.textToLong(DigestFunctions::crc32),
                                    DataType.VARCHAR)
                            .signature(
                                    DataType.BIGINT,
                                    RowKernels.textToLong(DigestFunctions::crc32),
                                    DataType.VARBINARY)
                            .build());

    private DigestFunctions() {}

    private static ScalarFunction digest(
            String name, String algorithm, String example, String result) {
        KernelFactory factory =
                BatchKernels.perBatch(_ -> {
                    MessageDigest digest = digest(algorithm);
                    HexFormat hex = HexFormat.of();
                    return (row, writer) ->
                            writer.text()
                                    .append(hex.formatHex(digest.digest(row.text(0).toBytes())));
                });
        return Signatures.function(name, "string")
                .syntax(name + "(text | bytes)")
                .description("Gives the " + algorithm + " digest of bytes in hexadecimal.")
                .example(example, result)
                .signature(DataType.VARCHAR, factory, DataType.VARCHAR)
                .signature(DataType.VARCHAR, factory, DataType.VARBINARY)
                .build();
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static long crc32(Text text) {
        CRC32 checksum = new CRC32();
        checksum.update(text.toBytes());
        return checksum.getValue();
    }
}
