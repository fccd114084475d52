/// The driver's sessions on a server, compared with those in the process.
@NullMarked
package dev.sabot.sqltest.remote;

import org.jspecify.annotations.NullMarked;
