/// How results and parameters lie on the wire: Arrow IPC messages in Flight's frames.
/// Start with [dev.sabot.server.wire.BatchEncoder].
@NullMarked
package dev.sabot.server.wire;

import org.jspecify.annotations.NullMarked;
