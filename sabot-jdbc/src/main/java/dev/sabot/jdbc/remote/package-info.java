/** Internal: sessions on a server, over gRPC. */
@NullMarked
package dev.sabot.jdbc.remote;

import org.jspecify.annotations.NullMarked;
