-- The auction source: one table of nested rows, three views over it.
CREATE TABLE auction_events (
    event_type INT,
    person ROW<id BIGINT, name STRING, emailAddress STRING, city STRING, dateTime TIMESTAMP(3)>,
    auction ROW<id BIGINT, itemName STRING, initialBid BIGINT, seller BIGINT, dateTime TIMESTAMP(3)>,
    bid ROW<auction BIGINT, bidder BIGINT, price BIGINT, channel STRING, dateTime TIMESTAMP(3)>,
    tags ARRAY<ROW<k STRING, v MAP<STRING, ARRAY<INT>>>>,
    dateTime AS CASE
        WHEN event_type = 0 THEN person.dateTime
        WHEN event_type = 1 THEN auction.dateTime
        ELSE bid.dateTime
    END,
    WATERMARK FOR dateTime AS dateTime - INTERVAL '4' SECOND
) COMMENT 'all; events' WITH (
    'connector' = 'kafka',
    'topic' = 'events',
    'properties.bootstrap.servers' = 'localhost:9092',
    'format' = 'json'
);

CREATE VIEW bids AS
SELECT bid.auction, bid.bidder, bid.price, bid.channel, dateTime
FROM auction_events WHERE event_type = 2;

CREATE TABLE hot_items (auction BIGINT, num BIGINT, PRIMARY KEY (auction) NOT ENFORCED)
WITH ('connector' = 'print');

INSERT INTO hot_items
SELECT counted.auction, counted.num
FROM (
    SELECT auction, COUNT(*) AS num, window_start AS starttime, window_end AS endtime
    FROM TABLE(HOP(TABLE bids, DESCRIPTOR(dateTime), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
    GROUP BY auction, window_start, window_end
) AS counted
JOIN (
    SELECT MAX(b.num) AS maxn, b.window_start AS starttime
    FROM (SELECT auction, COUNT(*) AS num, window_start FROM
        TABLE(HOP(DATA => TABLE bids, TIMECOL => DESCRIPTOR(dateTime),
            SLIDE => INTERVAL '2' SECOND, SIZE => INTERVAL '10' SECOND))
        GROUP BY auction, window_start, window_end) AS b
    GROUP BY b.window_start
) AS best ON counted.starttime = best.starttime AND counted.num >= best.maxn;

SELECT auction, bidder, price, channel, value, dateTime
FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY bidder, auction ORDER BY dateTime DESC) AS rownum,
    `price` AS value FROM bids)
WHERE rownum <= 1;
