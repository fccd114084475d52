/**
 * The contract between the JDBC classes and whatever runs their SQL: the engine in the same process
 * now, a server over the network in another implementation of the same interfaces.
 *
 * <p>Start at {@link dev.sabot.jdbc.session.SessionProvider}, found by {@code ServiceLoader}, which
 * opens a {@link dev.sabot.jdbc.session.Session}. Results cross as {@link
 * dev.sabot.jdbc.session.ColumnBlock}: read-only buffers in Arrow's memory layout, without any
 * class of Arrow. Errors cross as {@link dev.sabot.jdbc.session.SessionException}.
 */
@NullMarked
package dev.sabot.jdbc.session;

import org.jspecify.annotations.NullMarked;
