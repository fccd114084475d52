package dev.sabot.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.planner.physical.Explain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPlanTest {
    private static String plan(String sql) {
        return Explain.physical(Plans.plan(sql).plan());
    }

    private static void show(String sql) {
        try {
            System.out.println(sql + "\n" + plan(sql) + "\n");
        } catch (SabotException e) {
            System.out.println(sql + "\n" + e.code() + ": " + e.getMessage() + "\n");
        }
    }

    private static String hop(String slide, String size) {
        return "TABLE(HOP(TABLE bid, DESCRIPTOR(ts), INTERVAL '"
                + slide
                + "' SECOND, INTERVAL '"
                + size
                + "' SECOND))";
    }

    @Test
    void all() {
        show("SELECT auction, price FROM bid WHERE price > 3");
        show("SELECT window_start, count(*) FROM bid10 GROUP BY window_start, window_end");
        show("SELECT window_start, count(*) FROM bid10 GROUP BY window_start");
        show("SELECT auction, count(*) FROM bid GROUP BY auction");
        show("SELECT DISTINCT auction FROM bid");
        show("SELECT DISTINCT ts, auction FROM bid");
        show("SELECT count(*) FROM bid");
        show("SELECT * FROM bid ORDER BY ts");
        show("SELECT * FROM bid LIMIT 3");
        show("SELECT auction, count(*) FROM bid GROUP BY auction LIMIT 3");
        show("SELECT b.price, n.v FROM bid b JOIN n ON b.auction = n.k");
        show("SELECT b.price, n.v FROM n JOIN bid b ON b.auction = n.k");
        show("SELECT b.price, n.v FROM n LEFT JOIN bid b ON b.auction = n.k");
        show("SELECT b.price, n.v FROM n RIGHT JOIN bid b ON b.auction = n.k AND n.v <> 'x'");
        show("SELECT b.price FROM bid b WHERE b.auction IN (SELECT k FROM n)");
        show("SELECT b.price FROM bid b WHERE b.auction NOT IN (SELECT k FROM n)");
        show("SELECT k FROM n WHERE k IN (SELECT auction FROM bid)");
        show("SELECT b.price FROM bid b JOIN auction a ON b.auction = a.id");
        show("SELECT b.price, a.seller FROM bid b JOIN auction a ON b.auction = a.id AND b.ts BETWEEN a.ts AND a.expires");
        show("SELECT b.price, a.seller FROM bid b JOIN auction a ON b.auction = a.id WHERE b.ts >= a.ts - INTERVAL '5' MINUTE AND b.ts < a.ts + INTERVAL '1' HOUR");
        show("SELECT b.price, a.seller FROM bid b LEFT JOIN auction a ON b.auction = a.id AND b.ts >= a.ts AND b.ts <= a.ts + INTERVAL '1' HOUR");
        show("SELECT b.price, a.seller FROM bid b JOIN auction a ON b.ts >= a.ts AND b.ts <= a.ts + INTERVAL '1' HOUR");
        show("SELECT a.id, max(b.price), a.seller FROM auction a JOIN bid b ON b.auction = a.id AND b.ts BETWEEN a.ts AND a.expires GROUP BY a.id, a.seller");
        show("SELECT window_end, sum(price) FROM TUMBLE((SELECT b.ts, b.price FROM bid b JOIN auction a ON b.auction = a.id AND b.ts BETWEEN a.ts AND a.ts + INTERVAL '1' HOUR), DESCRIPTOR(ts), INTERVAL '1' MINUTE) GROUP BY window_end");
        show("SELECT AuctionBids.auction, AuctionBids.num FROM (SELECT auction, count(*) AS num, window_start AS starttime, window_end AS endtime FROM "
                + hop("2", "10")
                + " GROUP BY auction, window_start, window_end) AS AuctionBids JOIN (SELECT max(CountBids.num) AS maxn, CountBids.starttime, CountBids.endtime FROM (SELECT count(*) AS num, window_start AS starttime, window_end AS endtime FROM "
                + hop("2", "10")
                + " GROUP BY auction, window_start, window_end) AS CountBids GROUP BY CountBids.starttime, CountBids.endtime) AS MaxBids ON AuctionBids.starttime = MaxBids.starttime AND AuctionBids.endtime = MaxBids.endtime AND AuctionBids.num >= MaxBids.maxn");
        show("SELECT B.auction, B.price, B.ts FROM bid B JOIN (SELECT max(price) AS maxprice, window_end AS endtime FROM bid10 GROUP BY window_start, window_end) B1 ON B.price = B1.maxprice WHERE B.ts BETWEEN B1.endtime - INTERVAL '10' SECOND AND B1.endtime");
        show("SELECT P.id, P.name, P.starttime FROM (SELECT id, name, window_start AS starttime, window_end AS endtime FROM TUMBLE(TABLE person, DESCRIPTOR(ts), INTERVAL '10' SECOND) GROUP BY id, name, window_start, window_end) P JOIN (SELECT seller, window_start AS starttime, window_end AS endtime FROM TUMBLE(TABLE auction, DESCRIPTOR(ts), INTERVAL '10' SECOND) GROUP BY seller, window_start, window_end) A ON P.id = A.seller AND P.starttime = A.starttime AND P.endtime = A.endtime");
        show("SELECT window_end, count(*) FROM TUMBLE(TABLE plain, DESCRIPTOR(ts), INTERVAL '1' MINUTE) GROUP BY window_end");
        show("SELECT * FROM TUMBLE(TABLE plain, DESCRIPTOR(ts), INTERVAL '1' MINUTE)");
        show("SELECT window_end, count(*) FROM TUMBLE(TABLE bid, DESCRIPTOR(ts), INTERVAL '1' MINUTE) GROUP BY ROLLUP(window_end)");
        show("SELECT window_end, auction, count(*) FROM bid10 GROUP BY GROUPING SETS ((window_end), (window_end, auction))");
        show("SELECT window_end, count(*) FROM TUMBLE((SELECT ts, auction FROM bid UNION ALL SELECT ts, id FROM auction), DESCRIPTOR(ts), INTERVAL '1' MINUTE) GROUP BY window_end");
        show("SELECT auction, row_number() OVER (PARTITION BY auction ORDER BY ts) FROM bid");
        show("SELECT auction FROM bid INTERSECT SELECT id FROM auction");
        show("SELECT a.id FROM auction a WHERE EXISTS (SELECT 1 FROM bid b WHERE b.auction = a.id AND b.ts BETWEEN a.ts AND a.ts + INTERVAL '1' HOUR)");
        show("SELECT a.id FROM auction a WHERE NOT EXISTS (SELECT 1 FROM bid b WHERE b.auction = a.id AND b.ts BETWEEN a.ts AND a.ts + INTERVAL '1' HOUR)");
        show("SELECT * FROM bid b, (SELECT max(price) AS p FROM bid) m WHERE b.price = m.p");
        show("SELECT * FROM (SELECT window_end, window_time, sum(price) AS s FROM bid10 GROUP BY window_end, window_time) x, TUMBLE(TABLE person, DESCRIPTOR(ts), INTERVAL '10' SECOND) y WHERE x.window_end = y.window_end");
        show("SELECT window_end, sum(s) FROM TUMBLE((SELECT window_time AS t, sum(price) AS s FROM bid10 GROUP BY window_start, window_end, window_time), DESCRIPTOR(t), INTERVAL '1' MINUTE) GROUP BY window_end");
        show("INSERT INTO n SELECT price, 'x' FROM bid");
        show("INSERT INTO n SELECT count(*), 'x' FROM bid");
    }
}
