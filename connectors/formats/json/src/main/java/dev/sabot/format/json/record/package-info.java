/// Files to records. Start with [dev.sabot.format.json.record.JsonRecords].
@NullMarked
package dev.sabot.format.json.record;

import org.jspecify.annotations.NullMarked;
