/**
 * The JDBC driver. {@link dev.sabot.jdbc.SabotDriver} reads the URL and opens a session through
 * {@link dev.sabot.jdbc.session}; everything else is JDBC's interfaces on top of that contract.
 * Applications may unwrap to {@code SabotConnection}, {@code SabotStatement}, {@code
 * SabotPreparedStatement} and {@code SabotResultSet}.
 */
@NullMarked
package dev.sabot.jdbc;

import org.jspecify.annotations.NullMarked;
