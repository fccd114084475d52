package dev.sabot.format.parquet;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.parquet.ParquetTable.TableFile;
import dev.sabot.format.parquet.file.RowGroupInfo;
import dev.sabot.format.parquet.file.SchemaNode;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads row groups; those that cannot match the filter are left out.
final class ParquetSource implements Source {
    /// Fifteen batches; one part of a large row group.
    private static final long PART_ROWS = 122_880;

    private final List<TableFile> files;
    private final Map<String, TableFile> filesByPath = new HashMap<>();
    private final ScanRequest request;
    private final Schema schema;

    ParquetSource(Schema tableSchema, List<TableFile> files, ScanRequest request) {
        this.schema = tableSchema.project(request.columns());
        this.files = files;
        this.request = request;
        for (TableFile file : files) {
            filesByPath.put(file.footer().info().path(), file);
            for (int column : request.columns()) {
                SchemaNode node = file.columns()[column];
                if (node != null && node.unsupported() != null) {
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED,
                            file.footer().info().path()
                                    + ": column "
                                    + node.name()
                                    + ": "
                                    + node.unsupported());
                }
            }
        }
    }

    @Override
    public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
        List<Split> splits = new ArrayList<>();
        long rows = 0;
        for (TableFile file : files) {
            context.checkCancelled();
            List<RowGroupInfo> groups = file.footer().rowGroups();
            for (int index = 0; index < groups.size(); index++) {
                if (request.limit() >= 0 && rows >= request.limit()) {
                    return splits;
                }
                long numRows = groups.get(index).numRows();
                if (numRows == 0
                        || filter != null && !pruner(file).mayMatch(groups.get(index), filter)) {
                    continue;
                }
                rows += filter == null ? numRows : 0;
                long partRows = canCut(nodes(file), groups.get(index)) ? PART_ROWS : numRows;
                for (long first = 0; first < numRows; first += partRows) {
                    FileInfo info = file.footer().info();
                    splits.add(
                            new ParquetSplit(
                                    info.path(),
                                    info.size(),
                                    info.modifiedMillis(),
                                    index,
                                    first,
                                    Math.min(partRows, numRows - first)));
                }
            }
        }
        return splits;
    }

    @Override
    public boolean appliesFilter() {
        return true;
    }

    @Override
    public SplitReader open(Split split, @Nullable ScanFilter filter, ConnectorContext context) {
        ParquetSplit part = (ParquetSplit) split;
        TableFile file = filesByPath.get(part.path());
        if (file == null) {
            throw new IllegalArgumentException("not a split of this table: " + part.describe());
        }
        long limit = filter == null ? request.limit() : -1;
        RowGroupScan scan =
                new RowGroupScan(file.footer(), nodes(file), schema.types(), part, limit);
        return new ParquetSplitReader(scan, filter, context);
    }

    /// Says whether a row group is large and reading may start inside it: readers need the places
    /// of the pages, and entries that are rows.
    private static boolean canCut(@Nullable SchemaNode[] columns, RowGroupInfo group) {
        if (group.numRows() < 2 * PART_ROWS) {
            return false;
        }
        for (SchemaNode column : columns) {
            boolean canStart =
                    column == null
                            || column instanceof SchemaNode.Leaf leaf
                                    && leaf.isFlat()
                                    && group.chunk(leaf).hasOffsetIndex();
            if (!canStart) {
                return false;
            }
        }
        return true;
    }

    private RowGroupPruner pruner(TableFile file) {
        return new RowGroupPruner(nodes(file), file.footer());
    }

    private @Nullable SchemaNode[] nodes(TableFile file) {
        @Nullable SchemaNode[] nodes = new SchemaNode[request.columns().size()];
        for (int index = 0; index < nodes.length; index++) {
            nodes[index] = file.columns()[request.columns().get(index)];
        }
        return nodes;
    }
}
