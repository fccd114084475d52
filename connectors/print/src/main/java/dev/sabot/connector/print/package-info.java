/// A sink that shows its rows. See [dev.sabot.connector.print.PrintConnector].
@NullMarked
package dev.sabot.connector.print;

import org.jspecify.annotations.NullMarked;
