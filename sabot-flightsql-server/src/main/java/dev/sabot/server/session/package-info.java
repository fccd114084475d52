/// Who calls, in which session, and what the session keeps for later calls.
/// Start with [dev.sabot.server.session.SessionRegistry].
@NullMarked
package dev.sabot.server.session;

import org.jspecify.annotations.NullMarked;
