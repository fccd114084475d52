package dev.sabot.engine.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The driver's text of every value is the one that CAST gives.
class ValueTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUE",
                "CAST(-128 AS TINYINT)",
                "-9223372036854775808",
                "1.50",
                "CAST('-12345678901234567890123456789.50' AS DECIMAL(38, 2))",
                "0.000000001",
                "1e20",
                "1e-5",
                "1e16",
                "123456789012345.0e0",
                "-0.0e0",
                "0.1e0",
                "100e0",
                "CAST('NaN' AS DOUBLE)",
                "CAST('-Infinity' AS DOUBLE)",
                "CAST(0.1 AS REAL)",
                "CAST(16777216 AS REAL)",
                "'it''s'",
                "X'00ff5c41'",
                "X''",
                "DATE '2024-01-31'",
                "DATE '9999-12-31' + INTERVAL '1' DAY",
                "TIME '12:30:00.5'",
                "TIMESTAMP '1969-12-31 23:59:59.123456'",
                "TIMESTAMP '9999-12-31 23:00:00' + INTERVAL '2' HOUR",
                "CAST(TIMESTAMP '2024-01-31 12:00:00' AS TIMESTAMP WITH TIME ZONE)",
                "CAST(TIMESTAMP '1800-01-31 12:00:00.25' AS TIMESTAMP WITH TIME ZONE)",
                "INTERVAL '1' DAY",
                "INTERVAL '1 02:00:00' DAY TO SECOND",
                "INTERVAL '-3 04:05:06.5' DAY TO SECOND",
                "INTERVAL '0' SECOND",
                "INTERVAL '1-2' YEAR TO MONTH",
                "INTERVAL '-14' MONTH",
                "INTERVAL '0' MONTH",
                "ARRAY[1, NULL]",
                "ARRAY['a', '', ' b', 'c,d', 'it''s', 'null', 'back\\slash', NULL]",
                "ARRAY[ARRAY[1.5e0], ARRAY[1e20]]",
                "ROW(1, 'a b', TIMESTAMP '2024-01-31 12:00:00')",
                "ARRAY[INTERVAL '1' DAY]",
                "ARRAY[X'0041']",
                "MAP['k', 1, 'a=b', NULL]"
            })
    void driverPrintsWhatCastGives(String value) throws SQLException {
        for (String zone : new String[] {"UTC", "Asia/Kolkata", "America/New_York"}) {
            try (Connection connection = DriverManager.getConnection("jdbc:sabot:");
                    Statement statement = connection.createStatement()) {
                statement.execute("SET timezone = '" + zone + "'");
                try (ResultSet rows =
                        statement.executeQuery(
                                "SELECT x, CAST(x AS VARCHAR) FROM (SELECT "
                                        + value
                                        + " AS x) t")) {
                    rows.next();
                    assertEquals(rows.getString(2), rows.getString(1), value + " in " + zone);
                }
            }
        }
    }
}
