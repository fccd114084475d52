/// Single JSON records to columns, without an object per record. Start with
/// [dev.sabot.format.json.decode.JsonRecordDecoder]; [dev.sabot.format.json.decode.Scanner] knows
/// JSON's grammar, a [dev.sabot.format.json.decode.ValueNode] the rules of one type.
@NullMarked
package dev.sabot.format.json.decode;

import org.jspecify.annotations.NullMarked;
