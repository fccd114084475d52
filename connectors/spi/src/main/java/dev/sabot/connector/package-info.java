/// What a connector is: tables that are read by split and written by epoch.
/// Start with [dev.sabot.connector.Connector], then [dev.sabot.connector.Table].
@NullMarked
package dev.sabot.connector;

import org.jspecify.annotations.NullMarked;
