/**
 * Internal: values of a result between column buffers and Java. {@link
 * dev.sabot.jdbc.value.ColumnReader} reads a buffer into a plain value, {@link
 * dev.sabot.jdbc.value.ValueConverter} turns it into what a getter promises, {@link
 * dev.sabot.jdbc.value.TextFormat} writes it as SQL's CAST to VARCHAR does, and {@link
 * dev.sabot.jdbc.value.BlockBuilder} goes the other way.
 *
 * <p>Plain values are Boolean, Integer (TINYINT to INTEGER), Long, Float, Double, BigDecimal,
 * String, byte[], LocalDate, LocalTime, LocalDateTime, Instant, Period, Duration, UUID, List, Map
 * and {@link dev.sabot.jdbc.value.RowValue}.
 */
@NullMarked
package dev.sabot.jdbc.value;

import org.jspecify.annotations.NullMarked;
