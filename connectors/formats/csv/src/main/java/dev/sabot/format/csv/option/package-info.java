/// What options share, of reading and of writing.
@NullMarked
package dev.sabot.format.csv.option;

import org.jspecify.annotations.NullMarked;
