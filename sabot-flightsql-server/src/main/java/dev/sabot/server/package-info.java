/// The server: command line, assembly, start and stop.
/// Start with [dev.sabot.server.SabotServer].
@NullMarked
package dev.sabot.server;

import org.jspecify.annotations.NullMarked;
