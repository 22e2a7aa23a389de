-- Retention: what was purged, how far history was forgotten, and what is left of streams that nobody sends any more.
SET LOCAL search_path = ${schema}, pg_temp;

-- One row for each UTC day whose rows are gone, kept for ever.
CREATE TABLE purged_days (
    day            date        PRIMARY KEY,
    purged_at      timestamptz NOT NULL DEFAULT now(),
    purged_by      text        COLLATE "C" NOT NULL,
    reason         text        COLLATE "C" NOT NULL CHECK (reason IN ('age', 'size')),
    records        bigint      NOT NULL,
    bytes          bigint      NOT NULL,
    archive        text        COLLATE "C",
    restored_until date
);
COMMENT ON TABLE purged_days IS 'its 24 hours are sealed; what comes late is merged into them';
COMMENT ON COLUMN purged_days.reason IS 'age: retention was over; size: raw_max_bytes was reached earlier';
COMMENT ON COLUMN purged_days.records IS 'as proven in the aggregates before the rows went';
COMMENT ON COLUMN purged_days.restored_until IS
    'its archive was put back for reading only, until this day; NULL = it was not';

-- History is kept for ever unless a purge is told otherwise. Facts that begin before these instants are gone.
ALTER TABLE settings
    ADD COLUMN hours_from timestamptz NOT NULL DEFAULT '0001-01-01 00:00:00+00',
    ADD COLUMN days_from  timestamptz NOT NULL DEFAULT '0001-01-01 00:00:00+00',
    ADD COLUMN weeks_from timestamptz NOT NULL DEFAULT '0001-01-01 00:00:00+00';
COMMENT ON COLUMN settings.hours_from IS 'facts of hours before it are forgotten, as days_from and weeks_from';

-- The sums of streams not seen for 400 days, by kind: starts and balances count them for ever.
CREATE TABLE retired_streams (
    service     text    COLLATE "C" NOT NULL,
    environment text    COLLATE "C" NOT NULL,
    kind        text    COLLATE "C" NOT NULL,
    streams     bigint  NOT NULL,
    recorded    numeric NOT NULL,
    rows        numeric NOT NULL,
    sketched    numeric NOT NULL,
    PRIMARY KEY (service, environment, kind)
);

-- Late rows are taken hour by hour. Imports bring them in the order of time.
CREATE INDEX late_sample_rows_at ON late_sample_rows USING brin (at) WITH (autosummarize = on);
CREATE INDEX late_execution_rows_at ON late_execution_rows USING brin (at) WITH (autosummarize = on);
CREATE INDEX late_sample_sketches_from ON late_sample_sketches USING brin ("from") WITH (autosummarize = on);
CREATE INDEX late_execution_sketches_from ON late_execution_sketches USING brin ("from") WITH (autosummarize = on);
