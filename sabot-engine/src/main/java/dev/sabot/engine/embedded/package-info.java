/// The engine behind the JDBC driver, in the same process.
/// Start with [dev.sabot.engine.embedded.EmbeddedSessionProvider].
@NullMarked
package dev.sabot.engine.embedded;

import org.jspecify.annotations.NullMarked;
