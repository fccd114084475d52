/// The answers to Flight SQL's questions about the catalog, the types and the server.
/// Start with [dev.sabot.server.metadata.MetadataCommands].
@NullMarked
package dev.sabot.server.metadata;

import org.jspecify.annotations.NullMarked;
