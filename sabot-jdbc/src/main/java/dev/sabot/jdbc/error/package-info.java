/** Internal: makes exceptions. */
@NullMarked
package dev.sabot.jdbc.error;

import org.jspecify.annotations.NullMarked;
