/// CSV as a format: tables of delimited text files and their writing.
///
/// Start with [dev.sabot.format.csv.CsvFormat]. [dev.sabot.format.csv.Sniffer] finds out delimiter,
/// header and types, [dev.sabot.format.csv.CsvSplitReader] reads rows; `value` turns texts into
/// columns, `write` columns into texts.
@NullMarked
package dev.sabot.format.csv;

import org.jspecify.annotations.NullMarked;
