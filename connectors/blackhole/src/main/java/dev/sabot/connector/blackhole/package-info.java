/// A sink that forgets its rows. See [dev.sabot.connector.blackhole.BlackholeConnector].
@NullMarked
package dev.sabot.connector.blackhole;

import org.jspecify.annotations.NullMarked;
