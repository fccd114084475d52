package dev.sabot.format.parquet.write;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.OutputFile;
import dev.sabot.format.Format.FileWriter;
import dev.sabot.type.Schema;

import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes one Parquet file.
public final class ParquetWriter implements FileWriter {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /// Rows of long texts fill a row group before its number of rows does.
    private static final long MAX_ROW_GROUP_BYTES = 512 << 20;

    private final OutputFile file;
    private final WriterOptions options;
    private final ConnectorContext context;
    private final SchemaWriter schema;
    private final ChunkWriter chunks;
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private final List<PagesOfChunk> pages = new ArrayList<>();
    private long numRows;
    private int groupRows;
    private boolean isFinished;

    private record PagesOfChunk(ColumnChunk chunk, OffsetIndex index) {}

    public ParquetWriter(
            OutputFile file, Schema schema, WriterOptions options, ConnectorContext context) {
        this.file = file;
        this.options = options;
        this.context = context;
        this.schema = new SchemaWriter(schema);
        this.chunks = new ChunkWriter(file, options.compressor());
        file.write(ByteBuffer.wrap(MAGIC));
    }

    @Override
    public void write(Batch batch) {
        context.checkCancelled();
        int done = 0;
        while (done < batch.numRows()) {
            int part = Math.min(batch.numRows() - done, options.rowGroupRows() - groupRows);
            for (int index = 0; index < schema.columns().size(); index++) {
                Column column = batch.column(index);
                WriteNode node = schema.columns().get(index);
                for (int row = done; row < done + part; row++) {
                    node.add(column, row, 0, 0);
                }
            }
            done += part;
            groupRows += part;
            if (groupRows == options.rowGroupRows() || isLarge()) {
                writeRowGroup();
            }
        }
    }

    private boolean isLarge() {
        long numBytes = 0;
        for (LeafBuffer leaf : schema.leaves()) {
            numBytes += leaf.numBytes();
        }
        return numBytes > MAX_ROW_GROUP_BYTES;
    }

    private void writeRowGroup() {
        List<ColumnChunk> written = new ArrayList<>();
        long start = file.position();
        long inflatedBytes = 0;
        for (int leaf = 0; leaf < schema.leaves().size(); leaf++) {
            context.checkCancelled();
            LeafBuffer buffer = schema.leaves().get(leaf);
            ColumnMetaData metaData = chunks.write(buffer, schema.path(leaf));
            inflatedBytes += metaData.getTotal_uncompressed_size();
            ColumnChunk chunk = new ColumnChunk(0);
            chunk.setMeta_data(metaData);
            pages.add(new PagesOfChunk(chunk, chunks.offsetIndex()));
            written.add(chunk);
            buffer.clear();
        }
        RowGroup rowGroup = new RowGroup(written, inflatedBytes, groupRows);
        rowGroup.setFile_offset(start);
        rowGroup.setTotal_compressed_size(file.position() - start);
        rowGroup.setOrdinal((short) Math.min(Short.MAX_VALUE, rowGroups.size()));
        rowGroups.add(rowGroup);
        numRows += groupRows;
        groupRows = 0;
    }

    @Override
    public void finish() {
        if (isFinished) {
            throw new IllegalStateException("the file is finished");
        }
        isFinished = true;
        if (groupRows > 0) {
            writeRowGroup();
        }
        writeOffsetIndexes();
        FileMetaData metaData = new FileMetaData(1, schema.elements(), numRows, rowGroups);
        metaData.setCreated_by("sabot version 0.1.0");
        for (int leaf = 0; leaf < schema.leaves().size(); leaf++) {
            metaData.addToColumn_orders(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
        }
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        try {
            Util.writeFileMetaData(metaData, footer);
        } catch (IOException e) {
            throw new IllegalStateException("the footer cannot be encoded", e);
        }
        ByteSink end = new ByteSink();
        end.put(footer.toByteArray(), 0, footer.size());
        end.putLittleEndian(footer.size(), 4);
        end.put(MAGIC, 0, MAGIC.length);
        file.write(ByteBuffer.wrap(end.bytes(), 0, end.size()));
    }

    /// Writes where the pages are, behind all row groups as the format wants it.
    private void writeOffsetIndexes() {
        for (PagesOfChunk part : pages) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                Util.writeOffsetIndex(part.index(), bytes);
            } catch (IOException e) {
                throw new IllegalStateException("an offset index cannot be encoded", e);
            }
            part.chunk().setOffset_index_offset(file.position());
            part.chunk().setOffset_index_length(bytes.size());
            file.write(ByteBuffer.wrap(bytes.toByteArray()));
        }
    }

    @Override
    public void close() {
        schema.leaves().forEach(LeafBuffer::clear);
    }
}
