package dev.sabot.planner;

import dev.sabot.connector.Boundedness;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStatistics;
import dev.sabot.connector.TableStatistics.ColumnStatistics;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.planner.catalog.CatalogEntry;
import dev.sabot.planner.catalog.CatalogQuery;
import dev.sabot.planner.catalog.CatalogTable;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A catalog of declared tables: those of TPC-H at scale 1 and a few small ones.
final class TestCatalog implements CatalogView {
    private static final DataType MONEY = DataType.decimal(15, 2);

    private final Map<String, CatalogEntry> entries = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    final List<String> opened = new ArrayList<>();

    TestCatalog() {
        table("t", 1000, Map.of(1, "7"), "a INTEGER, b BIGINT, c INTEGER!, s VARCHAR, d DATE");
        table("u", 100, Map.of(), "a INTEGER, b BIGINT, x DECIMAL(10;2), y DOUBLE");
        table("n", 10, Map.of(), "k INTEGER!, v VARCHAR!");
        table(
                "types",
                10,
                Map.of(),
                "ti TINYINT, si SMALLINT, i INTEGER, l BIGINT, r REAL, d DOUBLE, m DECIMAL(15;2),"
                        + " s VARCHAR, b BOOLEAN, dt DATE, tm TIME, ts TIMESTAMP,"
                        + " tz TIMESTAMP_TZ, arr ARRAY, z VARBINARY");
        view("v", "SELECT a, sum(b) AS total FROM t GROUP BY a", List.of());
        view("w", "SELECT a, total FROM v", List.of("key", "amount"));
        view("broken", "SELECT nothing FROM t", List.of());
        tpch();
    }

    private void tpch() {
        table("region", 5, Map.of(), "r_regionkey INTEGER!, r_name VARCHAR!, r_comment VARCHAR!");
        table(
                "nation",
                25,
                Map.of(),
                "n_nationkey INTEGER!, n_name VARCHAR!, n_regionkey INTEGER!, n_comment VARCHAR!");
        table(
                "supplier",
                10_000,
                Map.of(),
                "s_suppkey BIGINT!, s_name VARCHAR!, s_address VARCHAR!, s_nationkey INTEGER!,"
                        + " s_phone VARCHAR!, s_acctbal MONEY!, s_comment VARCHAR!");
        table(
                "customer",
                150_000,
                Map.of(),
                "c_custkey BIGINT!, c_name VARCHAR!, c_address VARCHAR!, c_nationkey INTEGER!,"
                        + " c_phone VARCHAR!, c_acctbal MONEY!, c_mktsegment VARCHAR!,"
                        + " c_comment VARCHAR!");
        table(
                "part",
                200_000,
                Map.of(),
                "p_partkey BIGINT!, p_name VARCHAR!, p_mfgr VARCHAR!, p_brand VARCHAR!,"
                        + " p_type VARCHAR!, p_size INTEGER!, p_container VARCHAR!,"
                        + " p_retailprice MONEY!, p_comment VARCHAR!");
        table(
                "partsupp",
                800_000,
                Map.of(),
                "ps_partkey BIGINT!, ps_suppkey BIGINT!, ps_availqty INTEGER!,"
                        + " ps_supplycost MONEY!, ps_comment VARCHAR!");
        table(
                "orders",
                1_500_000,
                Map.of(),
                "o_orderkey BIGINT!, o_custkey BIGINT!, o_orderstatus VARCHAR!,"
                        + " o_totalprice MONEY!, o_orderdate DATE!, o_orderpriority VARCHAR!,"
                        + " o_clerk VARCHAR!, o_shippriority INTEGER!, o_comment VARCHAR!");
        table(
                "lineitem",
                6_001_215,
                Map.of(),
                "l_orderkey BIGINT!, l_partkey BIGINT!, l_suppkey BIGINT!, l_linenumber INTEGER!,"
                        + " l_quantity MONEY!, l_extendedprice MONEY!, l_discount MONEY!,"
                        + " l_tax MONEY!, l_returnflag VARCHAR!, l_linestatus VARCHAR!,"
                        + " l_shipdate DATE!, l_commitdate DATE!, l_receiptdate DATE!,"
                        + " l_shipinstruct VARCHAR!, l_shipmode VARCHAR!, l_comment VARCHAR!");
    }

    private void table(String name, double rows, Map<Integer, String> defaults, String columns) {
        List<Field> fields = new ArrayList<>();
        List<ColumnStatistics> statistics = new ArrayList<>();
        for (String column : columns.split(",")) {
            String[] parts = column.trim().split(" ");
            boolean isNullable = !parts[1].endsWith("!");
            DataType type = type(parts[1].replace("!", ""));
            fields.add(new Field(parts[0], type, isNullable));
            statistics.add(statistics(parts[0], type));
        }
        CatalogTable table =
                new CatalogTable(
                        new TableHandle("memory", List.of("main", name), Map.of(), null),
                        new Schema(fields),
                        new TableStatistics(rows, statistics),
                        Boundedness.BOUNDED,
                        true,
                        new CatalogTable.Constraints(List.of(), defaults),
                        null);
        entries.put(name, table);
    }

    private static ColumnStatistics statistics(String column, DataType type) {
        Map<String, Long> keys =
                Map.of(
                        "regionkey",
                        4L,
                        "nationkey",
                        24L,
                        "suppkey",
                        10_000L,
                        "custkey",
                        150_000L,
                        "partkey",
                        200_000L,
                        "orderkey",
                        6_000_000L,
                        "size",
                        50L);
        String suffix = column.substring(column.indexOf('_') + 1);
        if (keys.containsKey(suffix)) {
            return new ColumnStatistics(0L, keys.get(suffix), -1, 0, -1);
        }
        if (type.equals(DataType.DATE) && column.contains("_")) {
            long min = LocalDate.of(1992, 1, 2).toEpochDay();
            return new ColumnStatistics(min, min + 2500, -1, 0, -1);
        }
        return ColumnStatistics.UNKNOWN;
    }

    private void view(String name, String sql, List<String> columns) {
        entries.put(name, new CatalogQuery(sql, columns, "main"));
    }

    private static DataType type(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "TINYINT" -> DataType.TINYINT;
            case "SMALLINT" -> DataType.SMALLINT;
            case "INTEGER" -> DataType.INTEGER;
            case "BIGINT" -> DataType.BIGINT;
            case "REAL" -> DataType.REAL;
            case "DOUBLE" -> DataType.DOUBLE;
            case "MONEY", "DECIMAL(15;2)" -> MONEY;
            case "DECIMAL(10;2)" -> DataType.decimal(10, 2);
            case "BOOLEAN" -> DataType.BOOLEAN;
            case "DATE" -> DataType.DATE;
            case "TIME" -> DataType.TIME;
            case "TIMESTAMP" -> DataType.TIMESTAMP;
            case "TIMESTAMP_TZ" -> DataType.TIMESTAMP_TZ;
            case "ARRAY" -> DataType.array(DataType.INTEGER);
            case "VARBINARY" -> DataType.VARBINARY;
            default -> DataType.VARCHAR;
        };
    }

    @Override
    public String catalogName() {
        return "sabot";
    }

    @Override
    public String currentSchema() {
        return "main";
    }

    @Override
    public Collection<String> schemaNames() {
        return List.of("main", "other");
    }

    @Override
    public Collection<String> tableNames(String schema) {
        return schema.equals("main") ? entries.keySet() : List.of();
    }

    @Override
    public @Nullable CatalogEntry lookup(String schema, String name) {
        return schema.equals("main") ? entries.get(name) : null;
    }

    @Override
    public CatalogTable openFiles(
            @Nullable String format, List<String> paths, Map<String, String> options) {
        opened.add(format + paths + options);
        if (paths.getFirst().startsWith("missing")) {
            throw new SabotException(ErrorCode.FILE_NOT_FOUND, "no file matches " + paths);
        }
        Map<String, String> all = new TreeMap<>(options);
        all.put("path", paths.getFirst());
        return CatalogTable.of(
                new TableHandle("filesystem", List.of(), all, null),
                Schema.of(Field.of("id", DataType.INTEGER), Field.of("name", DataType.VARCHAR)),
                TableStatistics.UNKNOWN);
    }
}
