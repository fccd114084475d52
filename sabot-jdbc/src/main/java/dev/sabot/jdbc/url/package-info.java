/** Internal: reads URLs and properties and opens sessions for them. */
@NullMarked
package dev.sabot.jdbc.url;

import org.jspecify.annotations.NullMarked;
