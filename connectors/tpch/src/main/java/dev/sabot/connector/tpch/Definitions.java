package dev.sabot.connector.tpch;

import static dev.sabot.connector.tpch.ColumnDefinition.MONEY;
import static dev.sabot.connector.tpch.ColumnDefinition.number;
import static dev.sabot.connector.tpch.ColumnDefinition.text;
import static dev.sabot.connector.tpch.KnownStatistics.any;
import static dev.sabot.connector.tpch.KnownStatistics.cents;
import static dev.sabot.connector.tpch.KnownStatistics.clerks;
import static dev.sabot.connector.tpch.KnownStatistics.keys;
import static dev.sabot.connector.tpch.KnownStatistics.keysOfBuyers;
import static dev.sabot.connector.tpch.KnownStatistics.orderKeys;
import static dev.sabot.connector.tpch.KnownStatistics.range;
import static dev.sabot.connector.tpch.KnownStatistics.texts;
import static dev.sabot.connector.tpch.KnownStatistics.textsPerScale;
import static dev.sabot.type.DataType.BIGINT;
import static dev.sabot.type.DataType.DATE;
import static dev.sabot.type.DataType.INTEGER;

import dev.sabot.connector.tpch.ColumnDefinition.Statistics;

import io.trino.tpch.Customer;
import io.trino.tpch.CustomerGenerator;
import io.trino.tpch.LineItem;
import io.trino.tpch.Nation;
import io.trino.tpch.Order;
import io.trino.tpch.OrderGenerator;
import io.trino.tpch.Part;
import io.trino.tpch.PartGenerator;
import io.trino.tpch.PartSupplier;
import io.trino.tpch.Region;
import io.trino.tpch.Supplier;
import io.trino.tpch.SupplierGenerator;
import io.trino.tpch.TpchTable;

import java.time.LocalDate;
import java.util.List;

/// The eight tables. Fixed texts are VARCHAR; money, quantities and rates are DECIMAL(15, 2).
final class Definitions {
    private static final int ORDERS = OrderGenerator.SCALE_BASE;
    private static final int CUSTOMERS = CustomerGenerator.SCALE_BASE;
    private static final int PARTS = PartGenerator.SCALE_BASE;
    private static final int SUPPLIERS = SupplierGenerator.SCALE_BASE;
    private static final Statistics NATIONS = range(0, 24);
    private static final Statistics BALANCES = cents(-99_999, 999_999, -1);

    private static final TableDefinition<LineItem> LINE_ITEM =
            new TableDefinition<>(
                    "lineitem",
                    TpchTable.LINE_ITEM,
                    ORDERS,
                    4,
                    List.of(
                            number("l_orderkey", BIGINT, LineItem::orderKey, orderKeys(ORDERS)),
                            number("l_partkey", BIGINT, LineItem::partKey, keys(PARTS)),
                            number("l_suppkey", BIGINT, LineItem::supplierKey, keys(SUPPLIERS)),
                            number("l_linenumber", INTEGER, LineItem::lineNumber, range(1, 7)),
                            number(
                                    "l_quantity",
                                    MONEY,
                                    row -> 100 * row.quantity(),
                                    cents(100, 5_000, 50)),
                            number("l_extendedprice", MONEY, LineItem::extendedPriceInCents, any()),
                            number(
                                    "l_discount",
                                    MONEY,
                                    LineItem::discountPercent,
                                    cents(0, 10, 11)),
                            number("l_tax", MONEY, LineItem::taxPercent, cents(0, 8, 9)),
                            text("l_returnflag", LineItem::returnFlag, texts(3)),
                            text("l_linestatus", LineItem::status, texts(2)),
                            number(
                                    "l_shipdate",
                                    DATE,
                                    LineItem::shipDate,
                                    days("1992-01-02", "1998-12-01")),
                            number(
                                    "l_commitdate",
                                    DATE,
                                    LineItem::commitDate,
                                    days("1992-01-31", "1998-10-31")),
                            number(
                                    "l_receiptdate",
                                    DATE,
                                    LineItem::receiptDate,
                                    days("1992-01-03", "1998-12-31")),
                            text("l_shipinstruct", LineItem::shipInstructions, texts(4)),
                            text("l_shipmode", LineItem::shipMode, texts(7)),
                            text("l_comment", LineItem::comment, any())));

    private static final TableDefinition<Order> ORDER =
            new TableDefinition<>(
                    "orders",
                    TpchTable.ORDERS,
                    ORDERS,
                    1,
                    List.of(
                            number("o_orderkey", BIGINT, Order::orderKey, orderKeys(ORDERS)),
                            number(
                                    "o_custkey",
                                    BIGINT,
                                    Order::customerKey,
                                    keysOfBuyers(CUSTOMERS)),
                            text("o_orderstatus", row -> "" + row.orderStatus(), texts(3)),
                            number("o_totalprice", MONEY, Order::totalPriceInCents, any()),
                            number(
                                    "o_orderdate",
                                    DATE,
                                    Order::orderDate,
                                    days("1992-01-01", "1998-08-02")),
                            text("o_orderpriority", Order::orderPriority, texts(5)),
                            text("o_clerk", Order::clerk, clerks()),
                            number("o_shippriority", INTEGER, Order::shipPriority, range(0, 0)),
                            text("o_comment", Order::comment, any())));

    private static final TableDefinition<PartSupplier> PART_SUPPLIER =
            new TableDefinition<>(
                    "partsupp",
                    TpchTable.PART_SUPPLIER,
                    PARTS,
                    4,
                    List.of(
                            number("ps_partkey", BIGINT, PartSupplier::partKey, keys(PARTS)),
                            number(
                                    "ps_suppkey",
                                    BIGINT,
                                    PartSupplier::supplierKey,
                                    keys(SUPPLIERS)),
                            number(
                                    "ps_availqty",
                                    INTEGER,
                                    PartSupplier::availableQuantity,
                                    range(1, 9_999)),
                            number(
                                    "ps_supplycost",
                                    MONEY,
                                    PartSupplier::supplyCostInCents,
                                    cents(100, 100_000, 99_901)),
                            text("ps_comment", PartSupplier::comment, any())));

    private static final TableDefinition<Part> PART =
            new TableDefinition<>(
                    "part",
                    TpchTable.PART,
                    PARTS,
                    1,
                    List.of(
                            number("p_partkey", BIGINT, Part::partKey, keys(PARTS)),
                            text("p_name", Part::name, any()),
                            text("p_mfgr", Part::manufacturer, texts(5)),
                            text("p_brand", Part::brand, texts(25)),
                            text("p_type", Part::type, texts(150)),
                            number("p_size", INTEGER, Part::size, range(1, 50)),
                            text("p_container", Part::container, texts(40)),
                            number("p_retailprice", MONEY, Part::retailPriceInCents, any()),
                            text("p_comment", Part::comment, any())));

    private static final TableDefinition<Customer> CUSTOMER =
            new TableDefinition<>(
                    "customer",
                    TpchTable.CUSTOMER,
                    CUSTOMERS,
                    1,
                    List.of(
                            number("c_custkey", BIGINT, Customer::customerKey, keys(CUSTOMERS)),
                            text("c_name", Customer::name, textsPerScale(CUSTOMERS)),
                            text("c_address", Customer::address, textsPerScale(CUSTOMERS)),
                            number("c_nationkey", INTEGER, Customer::nationKey, NATIONS),
                            text("c_phone", Customer::phone, textsPerScale(CUSTOMERS)),
                            number("c_acctbal", MONEY, Customer::accountBalanceInCents, BALANCES),
                            text("c_mktsegment", Customer::marketSegment, texts(5)),
                            text("c_comment", Customer::comment, any())));

    private static final TableDefinition<Supplier> SUPPLIER =
            new TableDefinition<>(
                    "supplier",
                    TpchTable.SUPPLIER,
                    SUPPLIERS,
                    1,
                    List.of(
                            number("s_suppkey", BIGINT, Supplier::supplierKey, keys(SUPPLIERS)),
                            text("s_name", Supplier::name, textsPerScale(SUPPLIERS)),
                            text("s_address", Supplier::address, textsPerScale(SUPPLIERS)),
                            number("s_nationkey", INTEGER, Supplier::nationKey, NATIONS),
                            text("s_phone", Supplier::phone, textsPerScale(SUPPLIERS)),
                            number("s_acctbal", MONEY, Supplier::accountBalanceInCents, BALANCES),
                            text("s_comment", Supplier::comment, any())));

    private static final TableDefinition<Nation> NATION =
            new TableDefinition<>(
                    "nation",
                    TpchTable.NATION,
                    0,
                    25,
                    List.of(
                            number("n_nationkey", INTEGER, Nation::nationKey, NATIONS),
                            text("n_name", Nation::name, texts(25)),
                            number("n_regionkey", INTEGER, Nation::regionKey, range(0, 4)),
                            text("n_comment", Nation::comment, texts(25))));

    private static final TableDefinition<Region> REGION =
            new TableDefinition<>(
                    "region",
                    TpchTable.REGION,
                    0,
                    5,
                    List.of(
                            number("r_regionkey", INTEGER, Region::regionKey, range(0, 4)),
                            text("r_name", Region::name, texts(5)),
                            text("r_comment", Region::comment, texts(5))));

    /// All tables, by name.
    static final List<TableDefinition<?>> ALL =
            List.of(CUSTOMER, LINE_ITEM, NATION, ORDER, PART, PART_SUPPLIER, REGION, SUPPLIER);

    private Definitions() {}

    private static Statistics days(String first, String last) {
        return range(LocalDate.parse(first).toEpochDay(), LocalDate.parse(last).toEpochDay());
    }
}
