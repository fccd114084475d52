/** Internal: the protobuf messages of Flight SQL that the driver sends and reads. */
@NullMarked
package dev.sabot.jdbc.wire;

import org.jspecify.annotations.NullMarked;
