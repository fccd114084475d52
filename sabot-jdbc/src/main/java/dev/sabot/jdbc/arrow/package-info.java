/**
 * Internal: Arrow's messages over buffers on the heap, without Arrow's memory: schemas into
 * descriptors and back, record batches into blocks and back.
 */
@NullMarked
package dev.sabot.jdbc.arrow;

import org.jspecify.annotations.NullMarked;
