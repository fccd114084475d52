/// Texts of values to columns. Start with [dev.sabot.format.csv.value.ColumnBuffer].
@NullMarked
package dev.sabot.format.csv.value;

import org.jspecify.annotations.NullMarked;
