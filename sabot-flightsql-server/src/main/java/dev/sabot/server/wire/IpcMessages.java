package dev.sabot.server.wire;

import com.google.flatbuffers.FlatBufferBuilder;

import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

import java.nio.ByteBuffer;
import java.util.List;

/// Writes the flatbuffers of Arrow's IPC messages.
public final class IpcMessages {
    private static final int INITIAL_BYTES = 512;

    private IpcMessages() {}

    /// The length and the null count of one column or child.
    record Node(long length, long nullCount) {}

    /// Returns the frame that opens a stream.
    public static FlightFrame schemaFrame(Schema schema) {
        return FlightFrame.toSend(
                MessageSerializer.serializeMetadata(schema, IpcOption.DEFAULT), List.of());
    }

    /// Returns a schema as one encapsulated IPC message, the form FlightInfo and others carry.
    public static byte[] encapsulated(Schema schema) {
        return schema.serializeAsMessage();
    }

    /// Returns the frame of a record batch.
    static FlightFrame batchFrame(long numRows, List<Node> nodes, List<FlightFrame.Piece> pieces) {
        FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_BYTES);
        RecordBatch.startNodesVector(builder, nodes.size());
        for (Node node : nodes.reversed()) {
            FieldNode.createFieldNode(builder, node.length(), node.nullCount());
        }
        int nodesAt = builder.endVector();
        long bodyBytes = 0;
        for (FlightFrame.Piece piece : pieces) {
            bodyBytes += piece.paddedBytes();
        }
        RecordBatch.startBuffersVector(builder, pieces.size());
        long end = bodyBytes;
        for (FlightFrame.Piece piece : pieces.reversed()) {
            end -= piece.paddedBytes();
            Buffer.createBuffer(builder, end, piece.numBytes());
        }
        int buffersAt = builder.endVector();
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, numRows);
        RecordBatch.addNodes(builder, nodesAt);
        RecordBatch.addBuffers(builder, buffersAt);
        int batchAt = RecordBatch.endRecordBatch(builder);
        Message.startMessage(builder);
        Message.addHeaderType(builder, MessageHeader.RecordBatch);
        Message.addHeader(builder, batchAt);
        Message.addVersion(builder, MetadataVersion.V5);
        Message.addBodyLength(builder, bodyBytes);
        builder.finish(Message.endMessage(builder));
        ByteBuffer header = builder.dataBuffer();
        // Without a body the field would be missing, and readers take that for no record batch.
        List<FlightFrame.Piece> body =
                pieces.isEmpty() ? List.of(new FlightFrame.Piece(0, 0)) : pieces;
        return FlightFrame.toSend(header, body);
    }
}
