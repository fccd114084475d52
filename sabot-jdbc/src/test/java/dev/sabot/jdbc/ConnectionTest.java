package dev.sabot.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.jdbc.session.SessionTarget;
import dev.sabot.jdbc.url.ConnectionUrl;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;

class ConnectionTest {
    @AfterEach
    void everySessionIsClosed() {
        assertEquals(0, FixtureProvider.OPEN_SESSIONS.get());
    }

    private static SQLException refused(String url) {
        return assertThrows(SQLException.class, () -> DriverManager.getConnection(url));
    }

    private static String message(String url) {
        return String.valueOf(refused(url).getMessage());
    }

    @Test
    void urlsNameTargets() throws SQLException {
        assertEquals(SessionTarget.privateMemory(), target("jdbc:sabot:"));
        assertEquals(SessionTarget.privateMemory(), target("jdbc:sabot:?schema=x"));
        assertEquals(SessionTarget.sharedMemory("a b"), target("jdbc:sabot:mem:a%20b?pin=true"));
        assertEquals(SessionTarget.directory("/data/db"), target("jdbc:sabot:/data/db"));
        assertEquals(SessionTarget.remote(List.of("h:1", "h2")), target("jdbc:sabot://h:1,h2/c/s"));
        Properties properties =
                ConnectionUrl.parse("jdbc:sabot+tls://h/c/s?user=a%26b", null).properties();
        assertEquals("c", properties.getProperty("catalog"));
        assertEquals("s", properties.getProperty("schema"));
        assertEquals("true", properties.getProperty("tls"));
        assertEquals("a&b", properties.getProperty("user"));
        assertFalse(new SabotDriver().acceptsURL("jdbc:sabotage:"));
        assertNull(new SabotDriver().connect("jdbc:other:", null));
    }

    private static SessionTarget target(String url) throws SQLException {
        return ConnectionUrl.parse(url, null).target();
    }

    @Test
    void whatCannotBeServedIsRefusedWithARemedy() {
        SQLException directory = refused("jdbc:sabot:/data/db");
        assertEquals("0A000", directory.getSQLState());
        assertTrue(message("jdbc:sabot:/data/db").contains("not durable yet"));
        assertTrue(message("jdbc:sabot:db").contains("jdbc:sabot:mem:NAME"));
        assertEquals("08001", refused("jdbc:sabot://localhost:1").getSQLState());
        assertTrue(message("jdbc:sabot://localhost:1").contains("localhost:1"));
        assertEquals("22023", refused("jdbc:sabot://localhost:x").getSQLState());
        assertEquals("22023", refused("jdbc:sabot://h?password=p").getSQLState());
        assertEquals("08001", refused("jdbc:sabot:mem:unreachable").getSQLState());
        assertEquals("22023", refused("jdbc:sabot:mem:").getSQLState());
        assertTrue(message("jdbc:sabot:?shema=x").contains("'schema'"));
        assertEquals("22023", refused("jdbc:sabot:?fetchRows=-1").getSQLState());
        assertEquals("22023", refused("jdbc:sabot:?timezone=Mars").getSQLState());
        assertEquals("22023", refused("jdbc:sabot:?tls=maybe").getSQLState());
        assertEquals("22023", refused("jdbc:sabot:?user").getSQLState());
        assertEquals("22023", refused("jdbc:sabot:?user=%zz").getSQLState());
    }

    @Test
    void propertiesAreMergedAndLeftAlone() throws SQLException {
        Properties given = new Properties(new Properties());
        given.setProperty("schema", "given");
        given.setProperty("timezone", "UTC");
        try (Connection connection =
                DriverManager.getConnection("jdbc:sabot:?schema=url&queryTimeout=5", given)) {
            assertEquals("url", connection.getSchema());
            assertEquals(2, given.size());
            assertEquals(5, connection.createStatement().getQueryTimeout());
            connection.setSchema("other");
            assertEquals("other", connection.getSchema());
        }
        given.setProperty("pasword", "x");
        assertThrows(SQLException.class, () -> DriverManager.getConnection("jdbc:sabot:", given));
    }

    @Test
    void propertyInfoListsEverything() throws SQLException {
        DriverPropertyInfo[] infos =
                new SabotDriver().getPropertyInfo("jdbc:sabot:?schema=x", new Properties());
        boolean found = false;
        for (DriverPropertyInfo info : infos) {
            assertNotNull(info.description);
            found |= info.name.equals("schema") && "x".equals(info.value);
        }
        assertTrue(found);
    }

    @Test
    void withoutTransactionsAutoCommitStaysOn() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sabot:")) {
            assertTrue(connection.getAutoCommit());
            connection.setAutoCommit(true);
            assertThrows(
                    SQLFeatureNotSupportedException.class, () -> connection.setAutoCommit(false));
            assertTrue(connection.getAutoCommit());
            assertThrows(SQLFeatureNotSupportedException.class, connection::commit);
            assertThrows(SQLFeatureNotSupportedException.class, connection::rollback);
            assertThrows(SQLFeatureNotSupportedException.class, connection::setSavepoint);
            assertEquals(Connection.TRANSACTION_NONE, connection.getTransactionIsolation());
            connection.setReadOnly(true);
            assertFalse(connection.isReadOnly());
            assertEquals("01000", connection.getWarnings().getSQLState());
        }
    }

    @Test
    void transactionsBeginWithTheFirstStatement() throws SQLException {
        try (SabotConnection connection =
                DriverManager.getConnection("jdbc:sabot:mem:transactions")
                        .unwrap(SabotConnection.class)) {
            List<String> log = ((FixtureSession) connection.session()).log;
            connection.setAutoCommit(false);
            connection.commit();
            try (Statement statement = connection.createStatement()) {
                statement.execute("count 1");
                statement.execute("count 2");
                connection.commit();
                ResultSet rows = statement.executeQuery("numbers 3");
                connection.rollback();
                assertTrue(rows.isClosed());
                statement.execute("count 3");
                connection.setAutoCommit(true);
                statement.execute("count 4");
            }
            assertEquals(
                    List.of(
                            "BEGIN",
                            "count 1",
                            "count 2",
                            "COMMIT",
                            "BEGIN",
                            "numbers 3",
                            "ROLLBACK",
                            "BEGIN",
                            "count 3",
                            "COMMIT",
                            "count 4"),
                    log);
            assertThrows(SQLException.class, connection::commit);
            connection.setReadOnly(true);
            assertTrue(connection.isReadOnly());
        }
    }

    @Test
    void closedConnectionsRefuse() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sabot:");
        Statement statement = connection.createStatement();
        assertTrue(connection.isValid(1));
        connection.close();
        connection.close();
        assertTrue(statement.isClosed());
        assertFalse(connection.isValid(1));
        assertThrows(SQLNonTransientConnectionException.class, () -> connection.createStatement());
    }

    @Test
    void clientInfoNeverHasThePassword() throws SQLException {
        SabotDataSource source = new SabotDataSource();
        source.setUser("me");
        source.setPassword("secret");
        source.setProperty("applicationName", "test");
        try (Connection connection = source.getConnection()) {
            assertEquals("{ApplicationName=test}", connection.getClientInfo().toString());
            connection.setClientInfo("ApplicationName", "other");
            assertEquals("other", connection.getClientInfo("ApplicationName"));
            connection.setClientInfo("ClientHostname", "h");
            assertNotNull(connection.getWarnings());
            assertFalse(connection.getMetaData().getURL().contains("secret"));
        }
    }

    @Test
    void poolLendsOneSessionAgainAndAgain() throws SQLException {
        SabotConnectionPoolDataSource source = new SabotConnectionPoolDataSource();
        source.setUrl("jdbc:sabot:?schema=start");
        PooledConnection pooled = source.getPooledConnection();
        AtomicInteger returned = new AtomicInteger();
        pooled.addConnectionEventListener(
                new ConnectionEventListener() {
                    @Override
                    public void connectionClosed(ConnectionEvent event) {
                        returned.incrementAndGet();
                    }

                    @Override
                    public void connectionErrorOccurred(ConnectionEvent event) {}
                });
        try (Connection first = pooled.getConnection()) {
            first.setSchema("changed");
        }
        assertEquals(1, returned.get());
        assertEquals(1, FixtureProvider.OPEN_SESSIONS.get());
        Connection second = pooled.getConnection();
        assertEquals("start", second.getSchema());
        Connection third = pooled.getConnection();
        assertTrue(second.isClosed());
        assertEquals(1, returned.get());
        assertTrue(third.isValid(0));
        pooled.close();
    }

    @Test
    void largeObjectsCanBeMade() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sabot:")) {
            java.sql.Clob clob = connection.createClob();
            clob.setString(1, "hello");
            clob.setString(6, " you");
            assertEquals("hello you", clob.getSubString(1, 99));
            assertEquals(7, clob.position("you", 1));
            java.sql.Blob blob = connection.createBlob();
            blob.setBytes(1, new byte[] {1, 2, 3});
            blob.truncate(2);
            assertEquals(2, blob.length());
            assertEquals(2, blob.position(new byte[] {2}, 1));
        }
    }
}
