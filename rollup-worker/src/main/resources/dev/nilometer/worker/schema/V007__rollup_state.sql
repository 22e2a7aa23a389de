-- What the rollup knows beside its facts: which days and weeks it merged from what, and what actors did by hour.
SET LOCAL search_path = ${schema}, pg_temp;

-- A day is merged again when its hours count differently from what it merged, a week when its days do.
CREATE TABLE period_state (
    granularity smallint    NOT NULL CHECK (granularity IN (2, 3)),
    bucket_time timestamptz NOT NULL,
    counted     bigint      NOT NULL DEFAULT 0,
    merged_at   timestamptz,
    merged_by   text        COLLATE "C",
    PRIMARY KEY (granularity, bucket_time)
) WITH (fillfactor = 70);
COMMENT ON COLUMN period_state.counted IS 'the sum of counted over what was merged; -1 = do it again';

-- One actor in one hour (in one quarter of an hour, where the zone leaves whole hours): what actor_days is merged from.
CREATE TABLE actor_hours (
    bucket_time         timestamptz NOT NULL,
    service             text        COLLATE "C" NOT NULL,
    environment         text        COLLATE "C" NOT NULL,
    actor               text        COLLATE "C" NOT NULL,
    total_executions    bigint      NOT NULL,
    failed_executions   bigint      NOT NULL,
    latency_sum         bigint      NOT NULL,
    latency_min         bigint      NOT NULL,
    latency_max         bigint      NOT NULL,
    tokens              bigint      NOT NULL,
    human_interventions bigint      NOT NULL,
    cost_nano_usd       numeric     NOT NULL,
    first_seen          timestamptz NOT NULL,
    last_seen           timestamptz NOT NULL,
    latency_sketch      bytea       NOT NULL,
    users               bytea,
    error_distribution  jsonb       NOT NULL DEFAULT '{}',
    PRIMARY KEY (bucket_time, service, environment, actor)
);
ALTER TABLE actor_hours ALTER latency_sketch SET STORAGE EXTERNAL, ALTER users SET STORAGE EXTERNAL;
COMMENT ON COLUMN actor_hours.first_seen IS 'the earliest end of an execution; inside a sketch row, the start of its quarter';
COMMENT ON COLUMN actor_hours.latency_sum IS 'ns, as all latencies here';
