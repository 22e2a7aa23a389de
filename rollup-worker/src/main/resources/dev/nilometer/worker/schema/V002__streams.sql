-- Streams: one row for each process that ever delivered.
-- The id is a secret between agent and database: no view shows it.
SET LOCAL search_path = ${schema}, pg_temp;

-- position, totals and last_seen_at change with every commit and are in no index: with half a page left free,
-- those updates stay on their page (HOT). active_minute is what the fleet is counted by.
CREATE TABLE stream_registry (
    stream_no       int         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id              uuid        NOT NULL UNIQUE,
    "position"      bigint      NOT NULL DEFAULT 0,
    last_seen_at    timestamptz NOT NULL DEFAULT now(),
    active_minute   timestamptz NOT NULL DEFAULT date_trunc('minute', now()),
    started_at      timestamptz NOT NULL,
    pid             bigint      NOT NULL,
    rejected        bigint      NOT NULL DEFAULT 0,
    service         text        COLLATE "C" NOT NULL,
    environment     text        COLLATE "C" NOT NULL,
    instance        text        COLLATE "C" NOT NULL,
    host            text        COLLATE "C" NOT NULL,
    agent_version   text        COLLATE "C" NOT NULL,
    service_version text        COLLATE "C" NOT NULL,
    totals          jsonb       NOT NULL DEFAULT '{}'
) WITH (fillfactor = 50);
CREATE INDEX ON stream_registry (active_minute);

COMMENT ON COLUMN stream_registry."position" IS 'number of the last frame stored, 0 = none yet';
COMMENT ON COLUMN stream_registry.totals IS
    'by kind (sample, execution), cumulative, as of position: recorded, rows, sketched, in_flight, dropped by reason';
COMMENT ON COLUMN stream_registry.rejected IS 'rows set aside, also those beyond the cap of rejected_row_log';

-- What was given up: frames (after, up_to] of a stream that nobody has any more.
CREATE TABLE gap_log (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    noticed_at timestamptz NOT NULL DEFAULT now(),
    stream_no  int         NOT NULL,
    after      bigint      NOT NULL,
    up_to      bigint      NOT NULL,
    records    bigint      NOT NULL,
    reason     text        COLLATE "C" NOT NULL
);

-- What was set aside: single rows that the database refused. At most 10,000, then counted only.
CREATE TABLE rejected_row_log (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rejected_at timestamptz NOT NULL DEFAULT now(),
    stream_no   int         NOT NULL,
    target      text        COLLATE "C" NOT NULL,
    reason      text        COLLATE "C" NOT NULL,
    content     text        COLLATE "C" NOT NULL
);
