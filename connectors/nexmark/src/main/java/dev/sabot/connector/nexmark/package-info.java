/// The events of the Nexmark benchmark: an auction house's persons, auctions and bids. Start with
/// [dev.sabot.connector.nexmark.NexmarkConnector]; an
/// [dev.sabot.connector.nexmark.EventGenerator] makes any event by its number.
@NullMarked
package dev.sabot.connector.nexmark;

import org.jspecify.annotations.NullMarked;
