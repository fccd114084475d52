/// Columns to JSON files. Start with [dev.sabot.format.json.write.JsonWriter].
@NullMarked
package dev.sabot.format.json.write;

import org.jspecify.annotations.NullMarked;
