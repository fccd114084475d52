/// JSON as a format: tables of records, one per line or in an array, and their writing.
///
/// Start with [dev.sabot.format.json.JsonFormat]. Below it: `record` (files to records), `value`
/// (types of values, records to columns), `text` (forms of dates and strings), `write`.
@NullMarked
package dev.sabot.format.json;

import org.jspecify.annotations.NullMarked;
