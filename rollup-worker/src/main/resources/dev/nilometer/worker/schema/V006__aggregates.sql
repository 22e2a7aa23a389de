-- Aggregates: history for ever. A dictionary of groups, and one narrow fact for each group and span.
-- Sum, min and max are kept in the metric's base unit (ns, count, tokens, nano-USD, 1e-6) and views divide them by the
-- group's divisor; percentiles are kept as the views show them, so that an exact one equals percentile_cont over the
-- rows' view to the last digit. No foreign key: a fact's group is registered in a transaction before the fact's own.
SET LOCAL search_path = ${schema}, pg_temp;

-- dimension_type is 'all' (value ''), a label's name, labels joined by '+', 'labels' (value = labels_key), or 'user'.
-- labels_key is the full label set that this group stands for *if* no other set falls into it: the value itself for
-- 'labels', 'queue:inbox' for a single label; NULL where it can be none.
CREATE TABLE aggregate_groups (
    id              int    GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service         text   COLLATE "C" NOT NULL,
    environment     text   COLLATE "C" NOT NULL,
    metric_name     text   COLLATE "C" NOT NULL,
    dimension_type  text   COLLATE "C" NOT NULL,
    dimension_value text   COLLATE "C" NOT NULL CHECK (octet_length(dimension_value) <= 1000),
    labels_key      text   COLLATE "C",
    divisor         bigint NOT NULL,
    UNIQUE (service, environment, metric_name, dimension_type, dimension_value)
);

-- granularity: 0 = quarter of an hour (only where the zone leaves whole hours; no view shows it), 1 = hour, 2 = day,
-- 3 = ISO week. bucket_time is the instant at which the span begins in the installation's zone.
-- full_set: all of its records have exactly the labels of the group's labels_key, so that the row of dimension 'labels'
-- would be its twin and is left out. Days and weeks therefore merge label sets from the facts with full_set.
CREATE TABLE aggregates (
    bucket_time timestamptz NOT NULL,
    group_id    int         NOT NULL,
    granularity smallint    NOT NULL CHECK (granularity BETWEEN 0 AND 3),
    exact       boolean     NOT NULL,
    full_set    boolean     NOT NULL DEFAULT false,
    count       bigint      NOT NULL CHECK (count > 0),
    sketched    bigint      NOT NULL CHECK (sketched BETWEEN 0 AND count),
    min         bigint      NOT NULL,
    max         bigint      NOT NULL,
    p50         float8      NOT NULL,
    p90         float8      NOT NULL,
    p95         float8      NOT NULL,
    p99         float8      NOT NULL,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    sum         numeric     NOT NULL,
    sketch      bytea,
    PRIMARY KEY (granularity, bucket_time, group_id)
);
CREATE INDEX aggregates_group ON aggregates (group_id, granularity, bucket_time);
ALTER TABLE aggregates ALTER sketch SET STORAGE EXTERNAL;
COMMENT ON COLUMN aggregates.sketched IS 'how many of count came inside sketch rows: sketched_share = sketched / count';
COMMENT ON COLUMN aggregates.p50 IS
    'in the unit of the views; when exact, what percentile_cont over the rows of their view gives';

-- One actor on one day of the installation's zone. Latency sum in ns, percentiles in ms, cost in nano-USD.
CREATE TABLE actor_days (
    metric_date           date        NOT NULL,
    service               text        COLLATE "C" NOT NULL,
    environment           text        COLLATE "C" NOT NULL,
    actor                 text        COLLATE "C" NOT NULL,
    total_executions      bigint      NOT NULL,
    successful_executions bigint      NOT NULL,
    failed_executions     bigint      NOT NULL,
    latency_sum           numeric     NOT NULL,
    latency_p50           float8      NOT NULL,
    latency_p95           float8      NOT NULL,
    latency_p99           float8      NOT NULL,
    tokens                bigint      NOT NULL,
    cost_nano_usd         numeric     NOT NULL,
    human_interventions   bigint      NOT NULL,
    unique_users          bigint      NOT NULL,
    unique_users_exact    boolean     NOT NULL,
    exact                 boolean     NOT NULL,
    first_seen            timestamptz NOT NULL,
    last_seen             timestamptz NOT NULL,
    error_distribution    jsonb       NOT NULL DEFAULT '{}',
    users                 bytea,
    created_at            timestamptz NOT NULL DEFAULT now(),
    updated_at            timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (metric_date, service, environment, actor)
);
COMMENT ON COLUMN actor_days.error_distribution IS 'executions by error_type: {"TimeoutError": 3}';
COMMENT ON COLUMN actor_days.users IS 'HLL of the day''s users, NULL = there was none';

-- What ran: one row for each run of a command that changes history. Read by people as it is.
CREATE TABLE run_history (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    command     text        COLLATE "C" NOT NULL,
    status      text        COLLATE "C" NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'completed', 'failed')),
    started_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    hours       int         NOT NULL DEFAULT 0,
    days        int         NOT NULL DEFAULT 0,
    weeks       int         NOT NULL DEFAULT 0,
    records     bigint      NOT NULL DEFAULT 0,
    worker      text        COLLATE "C" NOT NULL,
    message     text        COLLATE "C"
);
CREATE INDEX ON run_history (started_at);
