package dev.sabot.connector.nexmark;

import java.util.List;

/// The kinds of events, each with its columns; `event_type` is the place among these.
enum EventKind {
    PERSON(
            List.of(
                    EventColumn.number("id", EventGenerator::id),
                    EventColumn.text("name", EventGenerator::name),
                    EventColumn.text("emailAddress", EventGenerator::email),
                    EventColumn.text("creditCard", EventGenerator::card),
                    EventColumn.text("city", EventGenerator::city),
                    EventColumn.text("state", EventGenerator::residence),
                    EventColumn.time("dateTime", EventGenerator::micros),
                    EventColumn.text("extra", EventGenerator::extra))),
    AUCTION(
            List.of(
                    EventColumn.number("id", EventGenerator::id),
                    EventColumn.text("itemName", EventGenerator::item),
                    EventColumn.text("description", EventGenerator::description),
                    EventColumn.number("initialBid", EventGenerator::initialBid),
                    EventColumn.number("reserve", EventGenerator::reserve),
                    EventColumn.time("dateTime", EventGenerator::micros),
                    EventColumn.time("expires", EventGenerator::expiresMicros),
                    EventColumn.number("seller", EventGenerator::seller),
                    EventColumn.number("category", EventGenerator::category),
                    EventColumn.text("extra", EventGenerator::extra))),
    BID(
            List.of(
                    EventColumn.number("auction", EventGenerator::auction),
                    EventColumn.number("bidder", EventGenerator::bidder),
                    EventColumn.number("price", EventGenerator::price),
                    EventColumn.text("channel", EventGenerator::channel),
                    EventColumn.text("url", EventGenerator::url),
                    EventColumn.time("dateTime", EventGenerator::micros),
                    EventColumn.text("extra", EventGenerator::extra)));

    @SuppressWarnings("ImmutableEnumChecker") // appenders without state
    private final List<EventColumn> columns;

    EventKind(List<EventColumn> columns) {
        this.columns = columns;
    }

    List<EventColumn> columns() {
        return columns;
    }
}
