-- Settings: one row that steers the whole fleet, and one row that remembers how large the fleet is.
SET LOCAL search_path = ${schema}, pg_temp;

CREATE TABLE settings (
    only_row         boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    raw_max_bytes    bigint      NOT NULL DEFAULT 53687091200 CHECK (raw_max_bytes >= 0),
    raw_per_second   bigint      CHECK (raw_per_second >= 0),
    send_interval_ms int         NOT NULL DEFAULT 2000 CHECK (send_interval_ms BETWEEN 200 AND 60000),
    enabled          boolean     NOT NULL DEFAULT true,
    dimensions       text[]      NOT NULL DEFAULT '{}',
    time_zone        text        NOT NULL DEFAULT 'UTC',
    accept_from      timestamptz NOT NULL
        DEFAULT date_trunc('day', now() - interval '30 days', 'UTC'),
    rows_days        int         NOT NULL DEFAULT 30 CHECK (rows_days > 0),
    series_cap       int         NOT NULL DEFAULT 20000 CHECK (series_cap > 0)
);
INSERT INTO settings DEFAULT VALUES;

COMMENT ON COLUMN settings.raw_max_bytes IS 'bytes that the rows of rows_days days may take, 0 = no cap';
COMMENT ON COLUMN settings.raw_per_second IS 'rows a second for all streams together, NULL = none';
COMMENT ON COLUMN settings.time_zone IS 'decides days, ISO weeks and 01:30; fixed once an hour is sealed';
COMMENT ON COLUMN settings.accept_from IS 'rows before it go to late_*; the purge moves it on, never back';
COMMENT ON COLUMN settings.series_cap IS 'series of one service and metric; beyond it: the overflow series';

-- Counted at most every 10 s (dirty hours: every minute) by whichever commit comes first, so that a commit
-- never scans; the others skip the locked row and read the last numbers.
CREATE TABLE fleet (
    only_row             boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    active_streams       int         NOT NULL DEFAULT 0,
    active_counted_at    timestamptz NOT NULL DEFAULT '-infinity',
    oldest_dirty_hour    timestamptz,
    dirty_counted_at     timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 10);
INSERT INTO fleet DEFAULT VALUES;

COMMENT ON COLUMN fleet.oldest_dirty_hour IS 'the oldest closed hour that is not rolled up, NULL = none';
