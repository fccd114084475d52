package dev.sabot.jdbc;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.Properties;

import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;

/** Opens sessions for a pool, which lends them out as one connection after the other. */
public final class SabotConnectionPoolDataSource extends SabotDataSource
        implements ConnectionPoolDataSource {
    @Override
    public PooledConnection getPooledConnection() throws SQLException {
        return pooled(withUser(null, null));
    }

    @Override
    public PooledConnection getPooledConnection(@Nullable String user, @Nullable String password)
            throws SQLException {
        return pooled(withUser(user, password));
    }

    private PooledConnection pooled(Properties with) throws SQLException {
        SabotConnection first = open(with);
        return new SabotPooledConnection(first.session(), first.url());
    }
}
