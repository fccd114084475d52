/// Tests with the clients others wrote, against a server in the same process.
@NullMarked
package dev.sabot.server;

import org.jspecify.annotations.NullMarked;
