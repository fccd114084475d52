-- Trains the AOT cache: the launcher runs this script once per build, in an empty folder. It walks
-- the paths that a first statement waits for (parser, planner, operators, Parquet, terminal
-- output), because classes that load here start fast for everyone. Every statement must succeed.

SELECT 1 AS one, 'text' AS word, 1.5 * 2 AS product, CAST('2024-02-29' AS DATE) AS leap_day;

CREATE TABLE customers (id BIGINT, name VARCHAR, region VARCHAR);

INSERT INTO customers VALUES (1, 'Ada', 'north'), (2, 'Grace', 'south'), (3, 'Edsger', 'north');

CREATE TABLE orders (id BIGINT, customer_id BIGINT, price DECIMAL(12, 2), day_sold DATE);

INSERT INTO orders VALUES
    (1, 1, 10.50, DATE '2024-01-01'),
    (2, 1, 20.25, DATE '2024-01-02'),
    (3, 2, 30.00, DATE '2024-02-01'),
    (4, 3, NULL, DATE '2024-03-01');

SELECT * FROM orders WHERE price > 10 AND day_sold BETWEEN DATE '2024-01-01' AND DATE '2024-12-31';

SELECT c.region, COUNT(*) AS orders, SUM(o.price) AS revenue, AVG(o.price) AS average_price
FROM customers AS c
JOIN orders AS o ON o.customer_id = c.id
WHERE c.name LIKE '%a%' OR c.region IN ('north', 'south')
GROUP BY c.region
HAVING COUNT(*) > 0
ORDER BY revenue DESC, c.region
LIMIT 10;

SELECT name, CASE WHEN region = 'north' THEN UPPER(name) ELSE SUBSTRING(name FROM 1 FOR 2) END AS label
FROM customers
WHERE EXISTS (SELECT 1 FROM orders WHERE orders.customer_id = customers.id AND price > 15)
ORDER BY name;

WITH monthly AS (
    SELECT EXTRACT(MONTH FROM day_sold) AS month_sold, SUM(price) AS revenue
    FROM orders
    GROUP BY EXTRACT(MONTH FROM day_sold)
)
SELECT month_sold, revenue FROM monthly WHERE revenue > (SELECT AVG(price) FROM orders)
ORDER BY month_sold;

COPY orders TO 'orders.parquet' (FORMAT parquet);

SELECT customer_id, SUM(price) AS revenue
FROM 'orders.parquet'
WHERE day_sold < DATE '2024-03-01'
GROUP BY customer_id
ORDER BY customer_id;
