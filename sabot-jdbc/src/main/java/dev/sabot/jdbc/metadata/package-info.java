/** Internal: the metadata that is the same for every session. */
@NullMarked
package dev.sabot.jdbc.metadata;

import org.jspecify.annotations.NullMarked;
