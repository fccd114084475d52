package dev.sabot.connector.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.DeadLetters;
import dev.sabot.connector.FileAccess;
import dev.sabot.connector.LocalFileAccess;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStatistics.ColumnStatistics;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Generates tables: what rows there are, in how many parts, and that statistics hold.
final class TpchConnectorTest {
    private final RootAllocator allocator = new RootAllocator();

    @AfterEach
    void close() {
        allocator.close();
    }

    private record Context(BufferAllocator allocator, int batchRows) implements ConnectorContext {
        @Override
        public FileAccess files() {
            return new LocalFileAccess(List.of());
        }

        @Override
        public void checkCancelled() {}

        @Override
        public long nowMicros() {
            return 0;
        }

        @Override
        public DeadLetters deadLetters() {
            throw new AssertionError("files have no dead letters");
        }

        @Override
        public ZoneId timeZone() {
            return ZoneOffset.UTC;
        }
    }

    private Context context() {
        return new Context(allocator, 8_192);
    }

    private Table open(Map<String, String> options) {
        TableHandle handle = new TableHandle("tpch", List.of("t"), options, null);
        return new TpchConnector().open(handle, context());
    }

    private Table open(String table, String scale) {
        return open(Map.of("connector", "tpch", "TABLE", table, "scale", scale));
    }

    private List<String> rows(Table table, ScanRequest request) {
        Source source = table.scan(request);
        List<String> rows = new ArrayList<>();
        for (Source.Split split : source.splits(null, context())) {
            try (SplitReader reader = source.open(split, null, context())) {
                while (!reader.isFinished()) {
                    try (Batch batch = reader.next()) {
                        for (int row = 0; batch != null && row < batch.numRows(); row++) {
                            rows.add(row(batch, table.schema().project(request.columns()), row));
                        }
                    }
                }
            }
        }
        return rows;
    }

    private static String row(Batch batch, Schema schema, int row) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < schema.size(); index++) {
            Column column = batch.column(index);
            boolean isText = schema.type(index).equals(DataType.VARCHAR);
            text.append(index == 0 ? "" : "|");
            text.append(isText ? column.getString(row) : column.getLong(row));
        }
        return text.toString();
    }

    private static ScanRequest all(Table table) {
        return new ScanRequest(IntStream.range(0, table.schema().size()).boxed().toList(), -1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "region;5;0|AFRICA|lar deposits. blithely final packages cajole."
                        + " regular waters are final requests. regular accounts are according to ",
                "nation;25;0|ALGERIA|0| haggle. carefully final deposits detect slyly agai",
                "supplier;100;1|Supplier#000000001| N kD4on9OM Ipw3,gf0JBoQDd7tgrzrddZ|17|"
                        + "27-918-335-1736|575594|each slyly above the careful",
                "customer;1500;1|Customer#000000001|IVhzIApeRb ot,c,E|15|25-989-741-2988|71156|"
                        + "BUILDING|to the even, regular platelets. regular, ironic epitaphs nag e",
                "part;2000;1|goldenrod lavender spring chocolate lace|Manufacturer#1|Brand#13|"
                        + "PROMO BURNISHED COPPER|7|JUMBO PKG|90100|ly. slyly ironi",
                "partsupp;8000;1|2|3325|77164|, even theodolites. regular, final theodolites eat"
                        + " after the carefully pending foxes. furiously regular deposits sleep"
                        + " slyly. carefully bold realms above the ironic dependencies haggle"
                        + " careful",
                "orders;15000;1|370|O|17279949|9497|5-LOW|Clerk#000000951|0|nstructions sleep"
                        + " furiously among ",
                "lineitem;60175;1|1552|93|1|1700|2471035|4|2|N|O|9568|9538|9577|DELIVER IN"
                        + " PERSON|TRUCK|egular courts above the"
            })
    void generatesTheRowsOfTheSpecification(String name, int numRows, String first) {
        Table table = open(name, "0.01");
        List<String> rows = rows(table, all(table));
        assertEquals(numRows, rows.size());
        assertEquals(first.strip(), rows.get(0).replace("||", "|").strip());
        assertEquals(numRows, table.statistics().numRows(), numRows / 100.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "region",
                "nation",
                "supplier",
                "customer",
                "part",
                "partsupp",
                "orders",
                "lineitem"
            })
    void knowsItsColumns(String name) {
        Table table = open(name, "0.01");
        Source source = table.scan(all(table));
        Source.Split split = source.splits(null, context()).get(0);
        try (SplitReader reader = source.open(split, null, context())) {
            while (!reader.isFinished()) {
                try (Batch batch = reader.next()) {
                    for (int column = 0; batch != null && column < batch.numColumns(); column++) {
                        Field field = table.schema().field(column);
                        checkBounds(field, batch.column(column), table.statistics().column(column));
                    }
                }
            }
        }
        for (int column = 0; column < table.schema().size(); column++) {
            double known = table.statistics().column(column).distinctCount();
            Set<String> seen = new HashSet<>(rows(table, new ScanRequest(List.of(column), -1)));
            if (known >= 0) {
                String field = table.schema().field(column).name();
                assertTrue(seen.size() <= known + 1, field + " has " + seen.size());
            }
        }
    }

    private static void checkBounds(Field field, Column column, ColumnStatistics statistics) {
        assertEquals(0, column.nullCount());
        if (statistics.min() instanceof Number min && statistics.max() instanceof Number max) {
            for (int row = 0; row < column.length(); row++) {
                long value = column.getLong(row);
                assertTrue(value >= min.longValue(), field.name() + " " + value);
                assertTrue(value <= max.longValue(), field.name() + " " + value);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"orders, 0.1", "lineitem, 0.05", "partsupp, 0.1", "customer, 0.5"})
    void generatesTheSameRowsInParts(String name, String scale) {
        Table table = open(name, scale);
        ScanRequest request = new ScanRequest(List.of(0, 1, table.schema().size() - 1), -1);
        assertTrue(table.scan(request).splits(null, context()).size() > 1);
        List<String> inParts = rows(table, request);
        List<String> whole = new ArrayList<>();
        TableDefinition<?> definition = ((GeneratedTable) table).definition();
        addWhole(definition, Double.parseDouble(scale), request, whole);
        assertEquals(whole, inParts);
    }

    private <E extends io.trino.tpch.TpchEntity> void addWhole(
            TableDefinition<E> definition, double scale, ScanRequest request, List<String> rows) {
        List<ColumnDefinition<E>> columns =
                request.columns().stream().map(definition.columns()::get).toList();
        Schema schema = definition.schema().project(request.columns());
        try (SplitReader reader =
                new GeneratedReader<>(
                        definition.generator().createGenerator(scale, 1, 1).iterator(),
                        columns,
                        -1,
                        new Context(allocator, 1_000))) {
            while (!reader.isFinished()) {
                try (Batch batch = reader.next()) {
                    for (int row = 0; batch != null && row < batch.numRows(); row++) {
                        rows.add(row(batch, schema, row));
                    }
                }
            }
        }
    }

    @Test
    void obeysLimitsAndCountsRows() {
        Table table = open("orders", "0.01");
        assertEquals(7, rows(table, new ScanRequest(List.of(3), 7)).size());
        assertEquals(15_000, rows(table, new ScanRequest(List.of(), -1)).size());
    }

    @Test
    void hasADefaultScale() {
        assertEquals(15_000, open(Map.of("table", "orders")).statistics().numRows());
    }

    @Test
    void refusesOptions() {
        check(Map.of(), ErrorCode.INVALID_ARGUMENT, "needs the option 'table'");
        check(Map.of("table", "x"), ErrorCode.INVALID_ARGUMENT, "no table 'x'; it has: customer");
        for (String scale : List.of("0", "-1", "1e3", "NaN", "100001", "")) {
            check(
                    Map.of("table", "part", "scale", scale),
                    ErrorCode.INVALID_ARGUMENT,
                    "'scale' is a decimal number from 0.001");
        }
        check(Map.of("table", "part", "sf", "1"), ErrorCode.OPTION_NOT_ALLOWED, "'sf'");
    }

    private void check(Map<String, String> options, ErrorCode code, String part) {
        SabotException error = assertThrows(SabotException.class, () -> open(options));
        assertEquals(code, error.code());
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    @Test
    void refusesOtherColumns() {
        Schema declared = Schema.of(Field.of("r_name", DataType.VARCHAR));
        TableHandle handle =
                new TableHandle("tpch", List.of("r"), Map.of("table", "region"), declared);
        SabotException error =
                assertThrows(
                        SabotException.class, () -> new TpchConnector().open(handle, context()));
        assertEquals(ErrorCode.TYPE_MISMATCH, error.code());
    }
}
