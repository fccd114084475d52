/// The connector `filesystem`: files and globs as tables, in any format.
/// Start with [dev.sabot.connector.filesystem.FilesystemConnector].
@NullMarked
package dev.sabot.connector.filesystem;

import org.jspecify.annotations.NullMarked;
