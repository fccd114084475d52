package dev.sabot.bench.data;

import dev.sabot.bench.query.ScaleFactor;

import io.trino.tpch.Customer;
import io.trino.tpch.LineItem;
import io.trino.tpch.Nation;
import io.trino.tpch.Order;
import io.trino.tpch.Part;
import io.trino.tpch.PartSupplier;
import io.trino.tpch.Region;
import io.trino.tpch.Supplier;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;

import org.duckdb.DuckDBAppender;

import java.sql.SQLException;
import java.util.List;

/// A table of TPC-H: its columns, and how a generated row becomes values of them.
///
/// Money is DECIMAL(15,2), given as cents; a date is given as days since 1970.
///
/// @param name the name of table and folder
/// @param columns the column list of a CREATE TABLE
/// @param rowsAtOne the rows at scale factor 1
/// @param growth how the number of rows follows the scale factor
/// @param generator makes the rows
/// @param writer appends the columns of a row
public record DataTable<E extends TpchEntity>(
        String name,
        String columns,
        long rowsAtOne,
        Growth growth,
        TpchTable<E> generator,
        RowWriter<E> writer) {

    /// How the number of rows follows the scale factor.
    public enum Growth {
        /// The same rows at every scale factor.
        NONE,
        /// Exactly in proportion, few enough for one file.
        SMALL,
        /// Exactly in proportion, a file for each unit of the scale factor.
        LARGE,
        /// About in proportion, because each order has one to seven lines at random.
        RANDOM
    }

    /// Appends the columns of a row, in the order of the table.
    @FunctionalInterface
    public interface RowWriter<E> {
        void append(DuckDBAppender appender, E row) throws SQLException;
    }

    /// All tables, those that take longest first.
    public static final List<DataTable<?>> ALL =
            List.of(
                    new DataTable<>(
                            "lineitem",
                            """
                            l_orderkey BIGINT, l_partkey BIGINT, l_suppkey BIGINT,
                            l_linenumber INTEGER, l_quantity DECIMAL(15,2),
                            l_extendedprice DECIMAL(15,2), l_discount DECIMAL(15,2),
                            l_tax DECIMAL(15,2), l_returnflag VARCHAR, l_linestatus VARCHAR,
                            l_shipdate DATE, l_commitdate DATE, l_receiptdate DATE,
                            l_shipinstruct VARCHAR, l_shipmode VARCHAR, l_comment VARCHAR\
                            """,
                            6_000_000,
                            Growth.RANDOM,
                            TpchTable.LINE_ITEM,
                            DataTable::appendLineItem),
                    new DataTable<>(
                            "orders",
                            """
                            o_orderkey BIGINT, o_custkey BIGINT, o_orderstatus VARCHAR,
                            o_totalprice DECIMAL(15,2), o_orderdate DATE,
                            o_orderpriority VARCHAR, o_clerk VARCHAR, o_shippriority INTEGER,
                            o_comment VARCHAR\
                            """,
                            1_500_000,
                            Growth.LARGE,
                            TpchTable.ORDERS,
                            DataTable::appendOrder),
                    new DataTable<>(
                            "partsupp",
                            """
                            ps_partkey BIGINT, ps_suppkey BIGINT, ps_availqty INTEGER,
                            ps_supplycost DECIMAL(15,2), ps_comment VARCHAR\
                            """,
                            800_000,
                            Growth.LARGE,
                            TpchTable.PART_SUPPLIER,
                            DataTable::appendPartSupplier),
                    new DataTable<>(
                            "part",
                            """
                            p_partkey BIGINT, p_name VARCHAR, p_mfgr VARCHAR, p_brand VARCHAR,
                            p_type VARCHAR, p_size INTEGER, p_container VARCHAR,
                            p_retailprice DECIMAL(15,2), p_comment VARCHAR\
                            """,
                            200_000,
                            Growth.LARGE,
                            TpchTable.PART,
                            DataTable::appendPart),
                    new DataTable<>(
                            "customer",
                            """
                            c_custkey BIGINT, c_name VARCHAR, c_address VARCHAR,
                            c_nationkey INTEGER, c_phone VARCHAR, c_acctbal DECIMAL(15,2),
                            c_mktsegment VARCHAR, c_comment VARCHAR\
                            """,
                            150_000,
                            Growth.LARGE,
                            TpchTable.CUSTOMER,
                            DataTable::appendCustomer),
                    new DataTable<>(
                            "supplier",
                            """
                            s_suppkey BIGINT, s_name VARCHAR, s_address VARCHAR,
                            s_nationkey INTEGER, s_phone VARCHAR, s_acctbal DECIMAL(15,2),
                            s_comment VARCHAR\
                            """,
                            10_000,
                            Growth.SMALL,
                            TpchTable.SUPPLIER,
                            DataTable::appendSupplier),
                    new DataTable<>(
                            "nation",
                            """
                            n_nationkey INTEGER, n_name VARCHAR, n_regionkey INTEGER,
                            n_comment VARCHAR\
                            """,
                            25,
                            Growth.NONE,
                            TpchTable.NATION,
                            DataTable::appendNation),
                    new DataTable<>(
                            "region",
                            "r_regionkey INTEGER, r_name VARCHAR, r_comment VARCHAR",
                            5,
                            Growth.NONE,
                            TpchTable.REGION,
                            DataTable::appendRegion));

    /// Returns the number of files the table is cut into.
    int numFiles(ScaleFactor scale) {
        return switch (growth) {
            case NONE, SMALL -> 1;
            case LARGE, RANDOM -> scale.units();
        };
    }

    /// Returns whether a table of so many rows can be of that scale factor.
    boolean hasRows(ScaleFactor scale, long rows) {
        return switch (growth) {
            case NONE -> rows == rowsAtOne;
            case SMALL, LARGE -> rows == scale.rows(rowsAtOne);
            case RANDOM -> Math.abs(rows - scale.rows(rowsAtOne)) <= rows / 10;
        };
    }

    private static void appendLineItem(DuckDBAppender appender, LineItem row) throws SQLException {
        appender.append(row.orderKey())
                .append(row.partKey())
                .append(row.supplierKey())
                .append(row.lineNumber())
                .appendDecimal(row.quantity() * 100)
                .appendDecimal(row.extendedPriceInCents())
                .appendDecimal(row.discountPercent())
                .appendDecimal(row.taxPercent())
                .append(row.returnFlag())
                .append(row.status())
                .appendEpochDays(row.shipDate())
                .appendEpochDays(row.commitDate())
                .appendEpochDays(row.receiptDate())
                .append(row.shipInstructions())
                .append(row.shipMode())
                .append(row.comment());
    }

    private static void appendOrder(DuckDBAppender appender, Order row) throws SQLException {
        appender.append(row.orderKey())
                .append(row.customerKey())
                .append(String.valueOf(row.orderStatus()))
                .appendDecimal(row.totalPriceInCents())
                .appendEpochDays(row.orderDate())
                .append(row.orderPriority())
                .append(row.clerk())
                .append(row.shipPriority())
                .append(row.comment());
    }

    private static void appendPartSupplier(DuckDBAppender appender, PartSupplier row)
            throws SQLException {
        appender.append(row.partKey())
                .append(row.supplierKey())
                .append(row.availableQuantity())
                .appendDecimal(row.supplyCostInCents())
                .append(row.comment());
    }

    private static void appendPart(DuckDBAppender appender, Part row) throws SQLException {
        appender.append(row.partKey())
                .append(row.name())
                .append(row.manufacturer())
                .append(row.brand())
                .append(row.type())
                .append(row.size())
                .append(row.container())
                .appendDecimal(row.retailPriceInCents())
                .append(row.comment());
    }

    private static void appendCustomer(DuckDBAppender appender, Customer row) throws SQLException {
        appender.append(row.customerKey())
                .append(row.name())
                .append(row.address())
                .append(Math.toIntExact(row.nationKey()))
                .append(row.phone())
                .appendDecimal(row.accountBalanceInCents())
                .append(row.marketSegment())
                .append(row.comment());
    }

    private static void appendSupplier(DuckDBAppender appender, Supplier row) throws SQLException {
        appender.append(row.supplierKey())
                .append(row.name())
                .append(row.address())
                .append(Math.toIntExact(row.nationKey()))
                .append(row.phone())
                .appendDecimal(row.accountBalanceInCents())
                .append(row.comment());
    }

    private static void appendNation(DuckDBAppender appender, Nation row) throws SQLException {
        appender.append(Math.toIntExact(row.nationKey()))
                .append(row.name())
                .append(Math.toIntExact(row.regionKey()))
                .append(row.comment());
    }

    private static void appendRegion(DuckDBAppender appender, Region row) throws SQLException {
        appender.append(Math.toIntExact(row.regionKey())).append(row.name()).append(row.comment());
    }
}
