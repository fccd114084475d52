/// Columns to CSV files. Start with [dev.sabot.format.csv.write.CsvWriter].
@NullMarked
package dev.sabot.format.csv.write;

import org.jspecify.annotations.NullMarked;
