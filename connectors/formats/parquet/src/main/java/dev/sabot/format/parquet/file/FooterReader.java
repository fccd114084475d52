package dev.sabot.format.parquet.file;

import dev.sabot.connector.FileAccess.InputFile;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Reads footers; every length is checked against the file before memory is taken for it.
public final class FooterReader {
    static final int MAX_FOOTER_BYTES = 64 << 20;
    private static final int TAIL_BYTES = 64 << 10;
    private static final int MAGIC = 0x31524150;
    private static final int ENCRYPTED_MAGIC = 0x45524150;

    private final InputFile file;

    public FooterReader(InputFile file) {
        this.file = file;
    }

    /// Reads and checks the footer.
    ///
    /// **Errors**: MALFORMED_FILE; UNSUPPORTED for an encrypted footer.
    public FileFooter read() {
        long size = file.info().size();
        if (size < 12) {
            throw malformed("a file of " + size + " bytes is too short for Parquet", null);
        }
        byte[] tail = new byte[(int) Math.min(size, TAIL_BYTES)];
        file.readFully(size - tail.length, ByteBuffer.wrap(tail));
        ByteBuffer end = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        int magic = end.getInt(tail.length - 4);
        if (magic == ENCRYPTED_MAGIC) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    path() + ": Parquet files with encrypted footers are not read");
        }
        int length = end.getInt(tail.length - 8);
        if (magic != MAGIC) {
            throw malformed("it does not end with PAR1, so it is no Parquet file", null);
        }
        if (length < 1 || length > MAX_FOOTER_BYTES || length > size - 12) {
            throw malformed(
                    "its footer claims "
                            + length
                            + " bytes; the file has "
                            + size
                            + " and 64 MiB are allowed",
                    null);
        }
        byte[] bytes = tail;
        int from = tail.length - 8 - length;
        if (from < 0) {
            bytes = new byte[length];
            file.readFully(size - 8 - length, ByteBuffer.wrap(bytes));
            from = 0;
        }
        return parse(new ByteArrayInputStream(bytes, from, length), length);
    }

    private FileFooter parse(ByteArrayInputStream bytes, int length) {
        try {
            FileMetaData metaData = new FileMetaData();
            ThriftReader.read(metaData, bytes, length);
            SchemaReader schemaReader =
                    new SchemaReader(ThriftReader.required(metaData.getSchema(), "the schema"));
            List<SchemaNode> columns = schemaReader.read();
            long numRows = 0;
            List<RowGroupInfo> rowGroups = new ArrayList<>();
            for (RowGroup rowGroup :
                    ThriftReader.required(metaData.getRow_groups(), "the list of row groups")) {
                rowGroups.add(rowGroup(rowGroup, schemaReader.numLeaves()));
                numRows = Math.addExact(numRows, rowGroup.getNum_rows());
            }
            boolean[] hasTypeOrder = new boolean[schemaReader.numLeaves()];
            List<ColumnOrder> orders = metaData.getColumn_orders();
            if (orders != null) {
                int known = Math.min(hasTypeOrder.length, orders.size());
                for (int leaf = 0; leaf < known; leaf++) {
                    hasTypeOrder[leaf] = orders.get(leaf).isSetTYPE_ORDER();
                }
            }
            return new FileFooter(file.info(), columns, rowGroups, hasTypeOrder, numRows, length);
        } catch (SabotException e) {
            throw new SabotException(e.code(), path() + ": " + e.getMessage(), e);
        } catch (java.io.IOException | RuntimeException | StackOverflowError e) {
            throw malformed("its footer cannot be read: " + e.getMessage(), e);
        }
    }

    private static RowGroupInfo rowGroup(RowGroup rowGroup, int numLeaves) {
        if (rowGroup.getNum_rows() < 0) {
            throw new IllegalArgumentException("a row group has fewer than 0 rows");
        }
        List<ColumnChunk> columns =
                ThriftReader.required(rowGroup.getColumns(), "a row group's list of chunks");
        if (columns.size() != numLeaves) {
            throw new IllegalArgumentException(
                    "a row group has "
                            + columns.size()
                            + " column chunks; the schema has "
                            + numLeaves);
        }
        List<ChunkInfo> chunks = new ArrayList<>();
        for (ColumnChunk chunk : columns) {
            if (chunk.isSetCrypto_metadata() && !chunk.isSetMeta_data()) {
                throw new SabotException(
                        ErrorCode.UNSUPPORTED, "Parquet files with encrypted columns are not read");
            }
            chunks.add(ChunkInfo.of(chunk));
        }
        return new RowGroupInfo(rowGroup.getNum_rows(), List.copyOf(chunks));
    }

    private String path() {
        return file.info().path();
    }

    private SabotException malformed(String detail, @Nullable Throwable cause) {
        return new SabotException(ErrorCode.MALFORMED_FILE, path() + ": " + detail, cause);
    }
}
