/// Rows at random or in sequence. Start with [dev.sabot.connector.datagen.DatagenConnector]; a
/// [dev.sabot.connector.datagen.ValueMaker] makes the values of one column.
@NullMarked
package dev.sabot.connector.datagen;

import org.jspecify.annotations.NullMarked;
