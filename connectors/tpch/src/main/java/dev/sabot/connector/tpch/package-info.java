/// The tables of TPC-H at any scale, generated while they are read.
///
/// Start with [dev.sabot.connector.tpch.TpchConnector]; [dev.sabot.connector.tpch.Definitions]
/// lists tables and columns.
@NullMarked
package dev.sabot.connector.tpch;

import org.jspecify.annotations.NullMarked;
