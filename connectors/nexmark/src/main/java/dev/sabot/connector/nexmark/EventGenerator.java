package dev.sabot.connector.nexmark;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Makes events by their numbers, after the public description of the benchmark: of 50 events 1 is
/// a person, 3 are auctions, 46 are bids; ids grow with the numbers; half of the bids go to a hot
/// auction, 3/4 of them come from a hot bidder, 3/4 of the auctions belong to a hot seller.
///
/// An event depends on the seed and its number alone, so any reader makes any range.
///
/// **Threads**: one thread.
final class EventGenerator {
    /// 2015-07-15 00:00:00.
    static final long FIRST_MILLIS = 1_436_918_400_000L;

    private static final long FIRST_ID = 1_000;
    private static final long FIRST_CATEGORY = 10;
    private static final int CYCLE = 50;
    private static final int AUCTIONS_PER_CYCLE = 3;
    private static final int HOT_RATIO = 100;
    private static final int OPEN_AUCTIONS = 100;
    private static final int ACTIVE_PERSONS = 1_000;
    private static final int LEAD = 10;
    private static final int NUM_CHANNELS = 10_000;
    private static final byte[][] STATES = words("AZ,CA,ID,OR,WA,WY");
    private static final byte[][] CITIES =
            words(
                    "Phoenix,Los Angeles,San Francisco,Boise,Portland,Bend,Redmond,Seattle,Kent,"
                            + "Cheyenne");
    private static final byte[][] FIRST_NAMES =
            words("Peter,Paul,Luke,John,Saul,Vicky,Kate,Julie,Sarah,Deiter,Walter");
    private static final byte[][] LAST_NAMES =
            words("Shultz,Abrams,Spencer,White,Bartels,Walton,Smith,Jones,Noris");
    private static final byte[][] HOT_CHANNELS = words("Google,Facebook,Baidu,Apple");

    private final long seed;
    private final long firstMillis;
    private final double microsPerEvent;
    private final byte[] fillers;
    private final byte[][] hotUrls = new byte[HOT_CHANNELS.length][];
    private final byte[][] channels = new byte[NUM_CHANNELS][];
    private final byte[][] urls = new byte[NUM_CHANNELS][];
    private long state;

    private EventKind kind = EventKind.PERSON;
    private long millis;
    private long id;
    private long initialBid;
    private long reserve;
    private long expiresMillis;
    private long seller;
    private long category;
    private long auction;
    private long bidder;
    private long price;
    private final EventText name = new EventText();
    private final EventText email = new EventText();
    private final EventText card = new EventText();
    private final EventText city = new EventText();
    private final EventText residence = new EventText();
    private final EventText item = new EventText();
    private final EventText description = new EventText();
    private final EventText channel = new EventText();
    private final EventText url = new EventText();
    private final EventText extra = new EventText();

    /// @param eventRate events in a second of event time
    /// @param firstMillis the event time of event 0
    EventGenerator(long seed, double eventRate, long firstMillis) {
        this.seed = seed;
        this.firstMillis = firstMillis;
        this.microsPerEvent = 1e6 / eventRate;
        this.state = seed;
        this.fillers = new byte[1 << 20];
        for (int index = 0; index < fillers.length; index++) {
            fillers[index] = (byte) ('a' + below(26));
        }
        for (int index = 0; index < hotUrls.length; index++) {
            hotUrls[index] = bytes(randomUrl());
        }
        for (int index = 0; index < NUM_CHANNELS; index++) {
            channels[index] = bytes("channel-" + index);
            String plain = randomUrl();
            boolean hasId = below(10) > 0;
            long channelId = Math.abs((long) Integer.reverse(index));
            urls[index] = bytes(hasId ? plain + "&channel_id=" + channelId : plain);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[][] words(String list) {
        return Arrays.stream(list.split(",")).map(EventGenerator::bytes).toArray(byte[][]::new);
    }

    /// The splitmix64 sequence.
    private long next() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    private int below(int bound) {
        return (int) ((next() >>> 32) * bound >>> 32);
    }

    private long randomPrice() {
        double uniform = (next() >>> 11) * 0x1p-53;
        return Math.round(Math.pow(10.0, uniform * 6.0) * 100.0);
    }

    private void makeWord(EventText text, int maxLength, char special) {
        text.clear();
        int length = 3 + below(maxLength - 3);
        for (int index = 0; index < length; index++) {
            text.append(below(13) == 0 ? special : (char) ('a' + below(26)));
        }
    }

    private String randomUrl() {
        EventText word = new EventText();
        StringBuilder text = new StringBuilder("https://www.nexmark.com/");
        for (int part = 0; part < 3; part++) {
            makeWord(word, 5, '_');
            text.append(word).append('/');
        }
        return text.append("item.htm?query=1").toString();
    }

    /// Fills an event up to about a size.
    private void makeExtra(int size, int wanted) {
        if (size > wanted) {
            extra.clear();
            return;
        }
        int missing = wanted - size;
        int spread = (int) Math.round(missing * 0.2);
        int length = missing - spread + (spread == 0 ? 0 : below(2 * spread));
        extra.set(fillers, below(fillers.length - length), length);
    }

    private static long lastPerson(long event) {
        return event / CYCLE;
    }

    private static long lastAuction(long event) {
        long cycle = event / CYCLE;
        long offset = event % CYCLE;
        return offset < 1
                ? cycle * AUCTIONS_PER_CYCLE - 1
                : cycle * AUCTIONS_PER_CYCLE + Math.min(offset, AUCTIONS_PER_CYCLE) - 1;
    }

    private long anyPerson(long event) {
        long numPersons = lastPerson(event) + 1;
        long active = Math.min(numPersons, ACTIVE_PERSONS);
        return numPersons - active + below((int) active + LEAD);
    }

    private long millisOf(long event) {
        return firstMillis + (long) (event * microsPerEvent) / 1_000;
    }

    /// Returns the kind of an event.
    static EventKind kindOf(long event) {
        int offset = (int) (event % CYCLE);
        if (offset < 1) {
            return EventKind.PERSON;
        }
        return offset <= AUCTIONS_PER_CYCLE ? EventKind.AUCTION : EventKind.BID;
    }

    /// Makes the event of a number; its values are lent until the next is made.
    void make(long event) {
        state = seed + event * 0xD1342543DE82EF95L;
        next();
        millis = millisOf(event);
        kind = kindOf(event);
        switch (kind) {
            case PERSON -> makePerson(event);
            case AUCTION -> makeAuction(event);
            case BID -> makeBid(event);
        }
    }

    private void makePerson(long event) {
        id = lastPerson(event) + FIRST_ID;
        name.clear();
        name.append(FIRST_NAMES[below(FIRST_NAMES.length)]);
        name.append(' ');
        name.append(LAST_NAMES[below(LAST_NAMES.length)]);
        makeEmail();
        card.clear();
        for (int group = 0; group < 4; group++) {
            if (group > 0) {
                card.append(' ');
            }
            int number = below(10_000);
            for (int unit = 1_000; unit > 0; unit /= 10) {
                card.append((char) ('0' + number / unit % 10));
            }
        }
        city.set(CITIES[below(CITIES.length)]);
        residence.set(STATES[below(STATES.length)]);
        makeExtra(
                8
                        + name.length()
                        + email.length()
                        + card.length()
                        + city.length()
                        + residence.length(),
                200);
    }

    private void makeEmail() {
        EventText part = description;
        email.clear();
        for (int maxLength : new int[] {7, 5}) {
            makeWord(part, maxLength, ' ');
            part.trim();
            String word = part.toString().replace(' ', 'x');
            email.append(bytes(maxLength == 7 ? word + "@" : word + ".com"));
        }
    }

    private void makeAuction(long event) {
        id = lastAuction(event) + FIRST_ID;
        seller =
                FIRST_ID
                        + (below(4) > 0
                                ? lastPerson(event) / HOT_RATIO * HOT_RATIO
                                : anyPerson(event));
        category = FIRST_CATEGORY + below(5);
        initialBid = randomPrice();
        long horizon = millisOf(event + OPEN_AUCTIONS * CYCLE / AUCTIONS_PER_CYCLE) - millis;
        expiresMillis = millis + 1 + below((int) Math.max(horizon * 2, 1));
        makeWord(item, 20, ' ');
        item.trim();
        makeWord(description, 100, ' ');
        description.trim();
        reserve = initialBid + randomPrice();
        makeExtra(48 + item.length() + description.length(), 500);
    }

    private void makeBid(long event) {
        long last = lastAuction(event);
        if (below(2) > 0) {
            auction = FIRST_ID + last / HOT_RATIO * HOT_RATIO;
        } else {
            long first = Math.max(last - OPEN_AUCTIONS, 0);
            auction = FIRST_ID + first + below((int) (last - first) + 1 + LEAD);
        }
        bidder =
                FIRST_ID
                        + (below(4) > 0
                                ? lastPerson(event) / HOT_RATIO * HOT_RATIO + 1
                                : anyPerson(event));
        price = randomPrice();
        if (below(2) > 0) {
            int index = below(HOT_CHANNELS.length);
            channel.set(HOT_CHANNELS[index]);
            url.set(hotUrls[index]);
        } else {
            int index = below(NUM_CHANNELS);
            channel.set(channels[index]);
            url.set(urls[index]);
        }
        makeExtra(32, 100);
    }

    EventKind kind() {
        return kind;
    }

    /// Returns the event time in microseconds.
    long micros() {
        return millis * 1_000;
    }

    /// Returns the id of the person or auction.
    long id() {
        return id;
    }

    long initialBid() {
        return initialBid;
    }

    long reserve() {
        return reserve;
    }

    long expiresMicros() {
        return expiresMillis * 1_000;
    }

    long seller() {
        return seller;
    }

    long category() {
        return category;
    }

    long auction() {
        return auction;
    }

    long bidder() {
        return bidder;
    }

    long price() {
        return price;
    }

    EventText name() {
        return name;
    }

    EventText email() {
        return email;
    }

    EventText card() {
        return card;
    }

    EventText city() {
        return city;
    }

    /// Returns the state the person lives in.
    EventText residence() {
        return residence;
    }

    EventText item() {
        return item;
    }

    EventText description() {
        return description;
    }

    EventText channel() {
        return channel;
    }

    EventText url() {
        return url;
    }

    EventText extra() {
        return extra;
    }
}
