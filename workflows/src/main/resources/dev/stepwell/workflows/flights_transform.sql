-- One hour of flights: from CSV as it landed to Parquet as the lake keeps it.
--
-- Rows that can be trusted go to ${target}; every other row goes to ${quarantine} with the reason, and none is lost.
-- Each run overwrites both folders, so a repeated run leaves what one run leaves.
--
-- Spark SQL. On AWS Glue, spark_sql_driver.py runs these statements one after the other; a local run executes this
-- same text. Both put in the arguments of the job run (--source, --day and so on):
--
--   ${source}      folder of one hour, s3://.../flights/day=2001-01-03/hour=08/
--   ${airports}    folder of the airports table
--   ${day}         the day that this hour belongs to, 2001-01-03
--   ${target}      folder for the good rows
--   ${quarantine}  folder for the others

-- Every column is read as text. A number that cannot be read is a bad row and belongs in quarantine; were the columns
-- declared as numbers here, one such row would fail the file. A broken file is another matter and does fail the job:
-- FAILFAST refuses a line with too few or too many fields, and enforceSchema 'false' refuses a header that does not
-- name exactly these columns in this order.
CREATE OR REPLACE TEMPORARY VIEW landed (
  scheduled STRING, delay STRING, distance STRING, origin STRING, destination STRING
)
USING csv
OPTIONS (path '${source}', header 'true', enforceSchema 'false', mode 'FAILFAST');

CREATE OR REPLACE TEMPORARY VIEW airports (
  iata STRING, name STRING, city STRING, state STRING, country STRING, latitude STRING, longitude STRING
)
USING csv
OPTIONS (path '${airports}', header 'true', enforceSchema 'false', mode 'FAILFAST');

-- A value counts as read when it is written the way we would write it back. TRY_CAST alone takes more than that, and
-- not the same on every engine: '12.7' may become 12 or 13, and '2001' a timestamp.
CREATE OR REPLACE TEMPORARY VIEW readable AS
SELECT
  landed.*,
  CASE WHEN scheduled LIKE '____-__-__ __:__' THEN TRY_CAST(scheduled AS TIMESTAMP) END AS scheduled_at,
  CASE WHEN CAST(TRY_CAST(delay AS INT) AS STRING) = delay THEN TRY_CAST(delay AS INT) END AS delay_minutes,
  CASE WHEN CAST(TRY_CAST(distance AS INT) AS STRING) = distance THEN TRY_CAST(distance AS INT) END AS distance_miles,
  -- Rows that agree in every column cannot be told apart, so it does not matter which of them is number one.
  ROW_NUMBER() OVER (
    PARTITION BY scheduled, delay, distance, origin, destination ORDER BY scheduled
  ) AS copy_number
FROM landed;

-- The first reason that applies is the one that is kept.
CREATE OR REPLACE TEMPORARY VIEW judged AS
SELECT
  readable.*,
  CASE
    WHEN scheduled_at IS NULL THEN 'scheduled is not a time'
    WHEN CAST(scheduled_at AS DATE) <> CAST('${day}' AS DATE) THEN 'scheduled is not of this day'
    WHEN delay_minutes IS NULL THEN 'delay is not a number'
    -- Half a day is where a delay stops being one: the flight left as another flight, or somebody mistyped.
    WHEN ABS(delay_minutes) > 720 THEN 'delay above 12 hours'
    WHEN distance_miles IS NULL THEN 'distance is not a number'
    WHEN distance_miles <= 0 THEN 'distance is not positive'
    WHEN departure.iata IS NULL THEN 'origin is unknown'
    WHEN arrival.iata IS NULL THEN 'destination is unknown'
    WHEN copy_number > 1 THEN 'duplicate'
  END AS reason
FROM readable
-- DISTINCT: an airport listed twice must not double its flights.
LEFT JOIN (SELECT DISTINCT iata FROM airports) departure ON departure.iata = readable.origin
LEFT JOIN (SELECT DISTINCT iata FROM airports) arrival ON arrival.iata = readable.destination;

-- The order of the columns is the order of public.flights: COPY from Parquet goes by position, not by name.
-- COALESCE(1): an hour is small, and many small files are what makes a lake slow.
INSERT OVERWRITE DIRECTORY '${target}' USING parquet
SELECT /*+ COALESCE(1) */
  CAST(scheduled_at AS DATE) AS flight_date,
  scheduled_at AS scheduled,
  delay_minutes AS delay,
  distance_miles AS distance,
  origin,
  destination
FROM judged
WHERE reason IS NULL;

-- Quarantined rows keep the text that landed: whoever looks into one wants to see what came, not what we made of it.
INSERT OVERWRITE DIRECTORY '${quarantine}' USING parquet
SELECT /*+ COALESCE(1) */ scheduled, delay, distance, origin, destination, reason
FROM judged
WHERE reason IS NOT NULL;
