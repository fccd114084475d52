package dev.sabot.sql;

import static dev.sabot.sql.Parsing.oneLine;
import static dev.sabot.sql.Parsing.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.sql.statement.AnalyzeStatement;
import dev.sabot.sql.statement.CopyFromStatement;
import dev.sabot.sql.statement.CopyToStatement;
import dev.sabot.sql.statement.CreateIndexStatement;
import dev.sabot.sql.statement.CreateMode;
import dev.sabot.sql.statement.CreateSchemaStatement;
import dev.sabot.sql.statement.CreateTableStatement;
import dev.sabot.sql.statement.CreateViewStatement;
import dev.sabot.sql.statement.DeleteStatement;
import dev.sabot.sql.statement.DescribeStatement;
import dev.sabot.sql.statement.DropStatement;
import dev.sabot.sql.statement.ExplainStatement;
import dev.sabot.sql.statement.Identifier;
import dev.sabot.sql.statement.InsertStatement;
import dev.sabot.sql.statement.ObjectKind;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.sql.statement.ResetStatement;
import dev.sabot.sql.statement.SetStatement;
import dev.sabot.sql.statement.ShowCreateStatement;
import dev.sabot.sql.statement.ShowSettingStatement;
import dev.sabot.sql.statement.ShowStatement;
import dev.sabot.sql.statement.StatementOption;
import dev.sabot.sql.statement.TableColumn;
import dev.sabot.sql.statement.TableConstraint;
import dev.sabot.sql.statement.TransactionStatement;
import dev.sabot.sql.statement.TruncateStatement;
import dev.sabot.sql.statement.UpdateStatement;
import dev.sabot.sql.statement.UseStatement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Set;

final class StatementSyntaxTest {

    @Test
    void explain() {
        var bare = parse(ExplainStatement.class, "EXPLAIN SELECT 1");
        assertEquals(Set.of(), bare.stages());
        assertInstanceOf(QueryStatement.class, bare.statement());
        assertEquals(
                Set.of(ExplainStatement.Stage.ANALYZE),
                parse(ExplainStatement.class, "EXPLAIN ANALYZE SELECT 1").stages());
        var several =
                parse(
                        ExplainStatement.class,
                        "explain (logical, pipeline) plan for INSERT INTO t" + " VALUES (1)");
        assertEquals(
                Set.of(ExplainStatement.Stage.LOGICAL, ExplainStatement.Stage.PIPELINE),
                several.stages());
        assertInstanceOf(InsertStatement.class, several.statement());
        assertEquals("INSERT INTO t VALUES (1)", several.statement().text().sql());
        parse(ExplainStatement.class, "EXPLAIN (SELECT 1)");
    }

    @Test
    void createTable() {
        var table =
                parse(
                        CreateTableStatement.class,
                        """
                        CREATE TABLE IF NOT EXISTS s.t (
                            id BIGINT PRIMARY KEY,
                            name VARCHAR(20) DEFAULT 'x' || 'y' NOT NULL COMMENT 'it''s',
                            price DECIMAL(12, 2) NULL DEFAULT NULL,
                            ts TIMESTAMP(3) WITH LOCAL TIME ZONE,
                            r ROW<a INT NOT NULL, b ARRAY<ROW<c STRING>>>,
                            "to tal" AS price * 2 COMMENT 'sum',
                            comment STRING UNIQUE,
                            WATERMARK FOR ts AS ts - INTERVAL '5' SECOND,
                            UNIQUE (name, `price`) NOT ENFORCED,
                            CONSTRAINT positive CHECK (price > 0)
                        ) COMMENT 'hello' PARTITIONED BY (name)
                        WITH ('connector' = 'kafka', scan.rate = 10, key.fields = 'a;b')
                        """);
        assertEquals(new CreateMode(false, false, true), table.mode());
        assertEquals(List.of("s", "t"), table.name().parts());
        assertNull(table.query());
        var definition = table.definition();
        assertEquals(
                List.of("id", "name", "price", "ts", "r", "to tal", "comment"),
                definition.columns().stream().map(column -> column.name().name()).toList());
        var id = (TableColumn.Stored) definition.columns().get(0);
        assertFalse(id.nullable());
        var name = (TableColumn.Stored) definition.columns().get(1);
        assertFalse(name.nullable());
        assertEquals("VARCHAR(20)", name.type().toString());
        assertEquals("'x' || 'y'", oneLine(present(name.defaultValue())));
        assertEquals("it's", name.comment());
        assertTrue(((TableColumn.Stored) definition.columns().get(2)).nullable());
        var total = (TableColumn.Computed) definition.columns().get(5);
        assertEquals("`price` * 2", oneLine(total.expression()));
        assertEquals("sum", total.comment());
        assertEquals("ts", definition.watermarks().getFirst().column().name());
        assertEquals(
                "`ts` - INTERVAL '5' SECOND",
                oneLine(definition.watermarks().getFirst().expression()));
        var keys =
                definition.constraints().stream()
                        .filter(TableConstraint.Key.class::isInstance)
                        .map(TableConstraint.Key.class::cast)
                        .toList();
        assertEquals(List.of(true, false, false), keys.stream().map(k -> k.primary()).toList());
        assertEquals(List.of(true, true, false), keys.stream().map(k -> k.enforced()).toList());
        assertEquals(List.of("name", "price"), names(keys.get(2).columns()));
        var check = (TableConstraint.Check) definition.constraints().getLast();
        assertEquals("positive", present(check.name()).name());
        assertEquals("hello", definition.comment());
        assertEquals(List.of("name"), names(definition.partitionedBy()));
        assertEquals(
                List.of("connector=kafka", "scan.rate=10", "key.fields=a;b"),
                definition.options().stream().map(o -> o.key() + "=" + o.value()).toList());
    }

    @Test
    void primaryKeyColumnsAreNotNull() {
        var table =
                parse(CreateTableStatement.class, "CREATE TABLE t (a INT, B INT, PRIMARY KEY (b))");
        assertTrue(((TableColumn.Stored) table.definition().columns().get(0)).nullable());
        assertFalse(((TableColumn.Stored) table.definition().columns().get(1)).nullable());
    }

    @Test
    void createTableFromQuery() {
        var table =
                parse(
                        CreateTableStatement.class,
                        "CREATE OR REPLACE TEMP TABLE t WITH ('a' = 'b') AS WITH x AS (SELECT 1)"
                                + " SELECT * FROM x");
        assertEquals(new CreateMode(true, true, false), table.mode());
        assertEquals(List.of(), table.definition().columns());
        assertNotNull(table.query());
    }

    @Test
    void createView() {
        var view =
                parse(
                        CreateViewStatement.class,
                        "CREATE OR REPLACE VIEW v (a, b) AS\n  SELECT 1, 2 -- two\n  FROM t");
        assertEquals(List.of("a", "b"), names(view.columns()));
        assertEquals("SELECT 1, 2 -- two\n  FROM t", view.queryText());
        assertEquals("SELECT 1, 2 FROM `t`", oneLine(view.query()));
    }

    @Test
    void schemasIndexesDropsAndTruncate() {
        var schema = parse(CreateSchemaStatement.class, "CREATE SCHEMA IF NOT EXISTS s");
        assertTrue(schema.ifNotExists());
        parse(CreateSchemaStatement.class, "CREATE DATABASE s");
        var index =
                parse(
                        CreateIndexStatement.class,
                        "CREATE UNIQUE INDEX IF NOT EXISTS i ON s.t (a, b)");
        assertTrue(index.unique());
        assertEquals("s.t", index.table().toString());
        assertEquals(
                List.of("a", "b"),
                index.columns().stream().map(column -> column.name().name()).toList());
        var drop = parse(DropStatement.class, "DROP TABLE IF EXISTS a, b.c");
        assertEquals(ObjectKind.TABLE, drop.kind());
        assertEquals("[a, b.c]", drop.names().toString());
        assertTrue(drop.ifExists());
        assertTrue(parse(DropStatement.class, "DROP SCHEMA s CASCADE").cascade());
        assertEquals(ObjectKind.INDEX, parse(DropStatement.class, "DROP INDEX i").kind());
        assertEquals("t", parse(TruncateStatement.class, "TRUNCATE t").table().toString());
        assertEquals("t", parse(TruncateStatement.class, "TRUNCATE TABLE t").table().toString());
    }

    @Test
    void insert() {
        var values = parse(InsertStatement.class, "INSERT INTO t VALUES (1, DEFAULT), (2, 'x')");
        assertEquals(List.of(), values.columns());
        assertEquals(InsertStatement.Conflict.FAIL, values.conflict());
        var query =
                parse(
                        InsertStatement.class,
                        "INSERT INTO t (a, b) SELECT u.a, b FROM u JOIN v ON u.conflict = v.do"
                                + " WHERE x ON CONFLICT DO NOTHING");
        assertEquals(List.of("a", "b"), names(query.columns()));
        assertEquals(InsertStatement.Conflict.DO_NOTHING, query.conflict());
        assertTrue(oneLine(present(query.source())).endsWith("WHERE `x`"));
        assertEquals(List.of(), parse(InsertStatement.class, "INSERT INTO t (SELECT 1)").columns());
        assertEquals(
                List.of("a"),
                names(parse(InsertStatement.class, "INSERT INTO t (a) (SELECT 1)").columns()));
        assertNull(parse(InsertStatement.class, "INSERT INTO t DEFAULT VALUES").source());
        assertEquals(
                "SELECT * FROM `$file`.`a.csv`",
                oneLine(
                        present(
                                parse(InsertStatement.class, "INSERT INTO t SELECT * FROM 'a.csv'")
                                        .source())));
    }

    @Test
    void updateAndDelete() {
        var update =
                parse(
                        UpdateStatement.class,
                        "UPDATE s.t AS x SET a = 1, b = (SELECT max(y) FROM z WHERE q)"
                                + " WHERE a = 2");
        assertEquals("x", present(update.alias()).name());
        assertEquals("b", update.assignments().get(1).column().name());
        assertEquals(
                "SELECT MAX(`y`) FROM `z` WHERE `q`", oneLine(update.assignments().get(1).value()));
        assertEquals("`a` = 2", oneLine(present(update.where())));
        var delete = parse(DeleteStatement.class, "DELETE FROM t x WHERE x.a IN (1, 2)");
        assertEquals("x", present(delete.alias()).name());
        assertNull(parse(DeleteStatement.class, "DELETE FROM t").where());
    }

    @Test
    void copy() {
        var table =
                parse(
                        CopyToStatement.class,
                        "COPY t (a, b) TO 'x.csv' (FORMAT csv, HEADER, DELIMITER ';', NULL '',"
                                + " PARTITION_BY (a, b), ROW_GROUP_SIZE = 1000,"
                                + " COMPRESSION TO zstd)");
        var source = assertInstanceOf(CopyToStatement.TableSource.class, table.source());
        assertEquals(List.of("a", "b"), names(source.columns()));
        assertEquals("x.csv", table.path());
        assertEquals(
                List.of(
                        "FORMAT=[csv]",
                        "HEADER=[true]",
                        "DELIMITER=[;]",
                        "NULL=[]",
                        "PARTITION_BY=[a, b]",
                        "ROW_GROUP_SIZE=[1000]",
                        "COMPRESSION=[zstd]"),
                table.options().stream().map(StatementSyntaxTest::shown).toList());
        var query =
                parse(CopyToStatement.class, "COPY (SELECT a FROM t ORDER BY 1) TO 'x' WITH ()");
        assertInstanceOf(CopyToStatement.QuerySource.class, query.source());
        var from = parse(CopyFromStatement.class, "COPY t (a) FROM 'x.csv' (HEADER false)");
        assertEquals("t", from.target().toString());
        assertEquals("false", from.options().getFirst().value());
        assertEquals("a\tb", parse(CopyFromStatement.class, "COPY t FROM e'a\\tb'").path());
    }

    @ParameterizedTest
    @EnumSource(ShowStatement.Subject.class)
    void show(ShowStatement.Subject subject) {
        String from = subject == ShowStatement.Subject.COLUMNS ? " FROM t" : "";
        var show = parse(ShowStatement.class, "SHOW " + subject + from + " LIKE 'a%'");
        assertEquals(subject, show.subject());
        assertEquals("a%", show.like());
    }

    @Test
    void showOthers() {
        assertEquals(
                "s", present(parse(ShowStatement.class, "SHOW TABLES FROM s").from()).toString());
        assertEquals(
                ObjectKind.VIEW, parse(ShowCreateStatement.class, "SHOW CREATE VIEW a.v").kind());
        assertEquals(
                "memory_limit",
                parse(ShowSettingStatement.class, "SHOW memory_limit").key().name());
        assertEquals("timezone", parse(ShowSettingStatement.class, "SHOW TIME ZONE").key().name());
    }

    @Test
    void describe() {
        assertInstanceOf(
                DescribeStatement.TableSubject.class,
                parse(DescribeStatement.class, "DESC s.t").subject());
        assertInstanceOf(
                DescribeStatement.TableSubject.class,
                parse(DescribeStatement.class, "DESCRIBE TABLE t").subject());
        assertInstanceOf(
                DescribeStatement.QuerySubject.class,
                parse(DescribeStatement.class, "DESCRIBE SELECT 1").subject());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            textBlock =
                    """
                    SET memory_limit = '4GB', memory_limit, 4GB
                    SET SESSION a.b-c TO On, a.b-c, on
                    SET 'a.b' = 'it''s', a.b, it's
                    SET x = -5, x, -5
                    SET x = TRUE, x, true
                    SET TIME ZONE 'Europe/Berlin', timezone, Europe/Berlin
                    """)
    void set(String sql, String key, String value) {
        var set = parse(SetStatement.class, sql);
        assertEquals(key, set.key().name());
        assertEquals(value, set.value());
    }

    @Test
    void resetUseAnalyzeAndTransactions() {
        assertNull(parse(ResetStatement.class, "RESET ALL").key());
        assertEquals("x", present(parse(ResetStatement.class, "RESET x").key()).name());
        assertEquals("x", present(parse(ResetStatement.class, "SET x = DEFAULT").key()).name());
        assertEquals("a.b", parse(UseStatement.class, "USE a.b").schema().toString());
        assertNull(parse(AnalyzeStatement.class, "ANALYZE").table());
        assertEquals(
                List.of("a"),
                names(parse(AnalyzeStatement.class, "ANALYZE TABLE t (a)").columns()));
        for (String sql : List.of("BEGIN", "BEGIN TRANSACTION", "START TRANSACTION")) {
            assertEquals(
                    TransactionStatement.Action.BEGIN,
                    parse(TransactionStatement.class, sql).action());
        }
        assertEquals(
                TransactionStatement.Action.COMMIT,
                parse(TransactionStatement.class, "commit work").action());
        assertEquals(
                TransactionStatement.Action.ROLLBACK,
                parse(TransactionStatement.class, "ROLLBACK").action());
    }

    private static <T> T present(T value) {
        assertNotNull(value);
        return value;
    }

    private static String shown(StatementOption option) {
        return option.key() + "=" + option.values();
    }

    private static List<String> names(List<Identifier> identifiers) {
        return identifiers.stream().map(Identifier::name).toList();
    }
}
