/// How files of rows are read and written, whatever holds the files.
/// Start with [dev.sabot.format.Format].
@NullMarked
package dev.sabot.format;

import org.jspecify.annotations.NullMarked;
