package dev.sabot.console.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// Pins each format on one result with everything in it that needs care.
final class ResultFormatTest {
    private static final String ROWS =
            """
            SELECT * FROM (VALUES
              (1, 'plain', 1.50::DECIMAL(10,2), true, 'NaN'::DOUBLE, [1, NULL]),
              (-22, E'a,"b"|\\n c', 12345678.90, false, 0.5, []),
              (NULL, '', NULL, NULL, NULL, NULL))
            t(number, text, amount, flag, real, list)
            """;

    private static String print(OutputFormat format) throws SQLException {
        return Capture.print(PrintOptions.of(format), ROWS);
    }

    @Test
    void table() throws SQLException {
        assertEquals(
                """
                ┌────────┬────────────┬─────────────┬───────┬──────┬───────────┐
                │ number │ text       │      amount │ flag  │ real │ list      │
                ├────────┼────────────┼─────────────┼───────┼──────┼───────────┤
                │      1 │ plain      │        1.50 │ true  │  NaN │ [1, NULL] │
                │    -22 │ a,"b"|\\n c │ 12345678.90 │ false │  0.5 │ []        │
                │   NULL │            │        NULL │ NULL  │ NULL │ NULL      │
                └────────┴────────────┴─────────────┴───────┴──────┴───────────┘
                3 rows
                """,
                print(OutputFormat.TABLE));
    }

    @Test
    void csv() throws SQLException {
        assertEquals(
                """
                number,text,amount,flag,real,list
                1,plain,1.50,true,NaN,"[1, NULL]"
                -22,"a,""b""|
                 c",12345678.90,false,0.5,[]
                ,"",,,,
                """,
                print(OutputFormat.CSV));
    }

    @Test
    void json() throws SQLException {
        assertEquals(
                """
                [{"number":1,"text":"plain","amount":1.50,"flag":true,"real":"NaN","list":[1,null]},
                 {"number":-22,"text":"a,\\"b\\"|\\n c","amount":12345678.90,"flag":false,\
                "real":0.5,"list":[]},
                 {"number":null,"text":"","amount":null,"flag":null,"real":null,"list":null}]
                """,
                print(OutputFormat.JSON));
    }

    @Test
    void jsonLines() throws SQLException {
        assertEquals(
                """
                {"number":1,"text":"plain","amount":1.50,"flag":true,"real":"NaN","list":[1,null]}
                {"number":-22,"text":"a,\\"b\\"|\\n c","amount":12345678.90,"flag":false,\
                "real":0.5,"list":[]}
                {"number":null,"text":"","amount":null,"flag":null,"real":null,"list":null}
                """,
                print(OutputFormat.JSONLINES));
    }

    @Test
    void markdown() throws SQLException {
        assertEquals(
                """
                | number | text | amount | flag | real | list |
                |---:|---|---:|---|---:|---|
                | 1 | plain | 1.50 | true | NaN | [1, NULL] |
                | -22 | a,"b"\\|<br> c | 12345678.90 | false | 0.5 | [] |
                | NULL |  | NULL | NULL | NULL | NULL |
                """,
                print(OutputFormat.MARKDOWN));
    }

    @Test
    void vertical() throws SQLException {
        assertEquals(
                """
                -[ row 1 ]--------------------
                a name | 1
                     b | x\\ty
                -[ row 2 ]--------------------
                a name | NULL
                     b | NULL
                """,
                Capture.print(
                        PrintOptions.of(OutputFormat.VERTICAL),
                        "SELECT * FROM (VALUES (1, E'x\\ty'), (NULL, NULL)) t(\"a name\", b)"));
    }

    @Test
    void emptyResults() throws SQLException {
        String sql = "SELECT 1 AS a, 'x' AS b WHERE false";
        assertEquals("a,b\n", Capture.print(PrintOptions.of(OutputFormat.CSV), sql));
        assertEquals("[]\n", Capture.print(PrintOptions.of(OutputFormat.JSON), sql));
        assertEquals("", Capture.print(PrintOptions.of(OutputFormat.JSONLINES), sql));
        assertEquals(
                """
                ┌───┬───┐
                │ a │ b │
                ├───┼───┤
                └───┴───┘
                0 rows
                """,
                Capture.print(PrintOptions.of(OutputFormat.TABLE), sql));
    }

    @Test
    void nullTextIsToldFromTheSameValue() throws SQLException {
        String sql = "SELECT NULL::VARCHAR AS a, 'NULL' AS b, '' AS c";
        assertEquals(
                "a,b,c\nNULL,\"NULL\",\n",
                Capture.print(PrintOptions.of(OutputFormat.CSV).withNullText("NULL"), sql));
        assertEquals(
                """
                ┌───┬──────┬───┐
                │ a │ b    │ c │
                ├───┼──────┼───┤
                │ ∅ │ NULL │   │
                └───┴──────┴───┘
                1 row
                """,
                Capture.print(PrintOptions.of(OutputFormat.TABLE).withNullText("∅"), sql));
    }

    @Test
    void headersCanBeLeftOut() throws SQLException {
        PrintOptions table =
                PrintOptions.of(OutputFormat.TABLE).withHeader(false).withFooter(false);
        assertEquals("┌───┐\n│ 1 │\n└───┘\n", Capture.print(table, "SELECT 1 AS name"));
        assertEquals(
                "1\n",
                Capture.print(
                        PrintOptions.of(OutputFormat.CSV).withHeader(false), "SELECT 1 AS name"));
    }

    @Test
    void largeNumbersStayExactInJson() throws SQLException {
        assertEquals(
                "{\"a\":9223372036854775807,\"b\":99999999999999999999999999999999.123456,"
                        + "\"c\":\"Infinity\",\"a_2\":1,\"d\":{\"k\": [1]}}\n",
                Capture.print(
                        PrintOptions.of(OutputFormat.JSONLINES),
                        "SELECT 9223372036854775807 AS a,"
                                + " 99999999999999999999999999999999.123456::DECIMAL(38,6) AS b,"
                                + " 'Infinity'::DOUBLE AS c, 1 AS a, '{\"k\":\n[1]}'::JSON AS d"));
    }
}
