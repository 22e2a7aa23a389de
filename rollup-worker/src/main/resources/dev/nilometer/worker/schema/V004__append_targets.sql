-- Append targets: narrow rows, written by binary COPY. Columns are in the order that wastes no padding;
-- a COPY names them.
-- No CHECK (its SQLSTATE is that of a missing partition), no foreign key, no unique key.
SET LOCAL search_path = ${schema}, pg_temp;

CREATE TABLE sample_rows (
    at           timestamptz NOT NULL,
    value        bigint      NOT NULL,
    execution_id bigint,
    series_id    int         NOT NULL,
    stream_no    int         NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX sample_rows_at ON sample_rows USING brin (at) WITH (pages_per_range = 32, autosummarize = on);

CREATE TABLE execution_rows (
    at                 timestamptz NOT NULL,
    latency_ns         bigint      NOT NULL,
    id                 bigint      NOT NULL,
    tokens             bigint      NOT NULL DEFAULT 0,
    cost_nano_usd      bigint      NOT NULL DEFAULT 0,
    wait_ns            bigint,
    parent_id          bigint,
    group_id           int         NOT NULL,
    stream_no          int         NOT NULL,
    attempt            int         NOT NULL DEFAULT 1,
    stages_kept        int         NOT NULL DEFAULT 0,
    human_intervention boolean     NOT NULL DEFAULT false,
    item_id            text        COLLATE "C",
    correlation_id     text        COLLATE "C",
    user_id            text        COLLATE "C",
    error_message      text        COLLATE "C",
    metadata           jsonb
) PARTITION BY RANGE (at);
CREATE INDEX execution_rows_at ON execution_rows USING brin (at) WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX execution_rows_item ON execution_rows (item_id) WHERE item_id IS NOT NULL;

-- The records of one series (or group) that got no row, within one quarter of an hour that begins at "from".
CREATE TABLE sample_sketches (
    "from"    timestamptz NOT NULL,
    count     bigint      NOT NULL,
    sum       bigint      NOT NULL,
    min       bigint      NOT NULL,
    max       bigint      NOT NULL,
    series_id int         NOT NULL,
    stream_no int         NOT NULL,
    sketch    bytea       NOT NULL
) PARTITION BY RANGE ("from");
CREATE INDEX sample_sketches_from ON sample_sketches USING brin ("from") WITH (autosummarize = on);

CREATE TABLE execution_sketches (
    "from"         timestamptz NOT NULL,
    count          bigint      NOT NULL,
    latency_count  bigint      NOT NULL,
    latency_sum    bigint      NOT NULL,
    latency_min    bigint      NOT NULL,
    latency_max    bigint      NOT NULL,
    wait_count     bigint      NOT NULL,
    wait_sum       bigint      NOT NULL,
    wait_min       bigint      NOT NULL,
    wait_max       bigint      NOT NULL,
    tokens         bigint      NOT NULL,
    cost_nano_usd  bigint      NOT NULL,
    interventions  bigint      NOT NULL,
    tokens_min     bigint,
    tokens_max     bigint,
    cost_min       bigint,
    cost_max       bigint,
    group_id       int         NOT NULL,
    stream_no      int         NOT NULL,
    latency_sketch bytea       NOT NULL,
    wait_sketch    bytea       NOT NULL,
    tokens_sketch  bytea,
    cost_sketch    bytea,
    users          bytea
) PARTITION BY RANGE ("from");
COMMENT ON COLUMN execution_sketches.tokens IS
    'their sum, as cost_nano_usd; an execution that tokens_sketch or cost_sketch does not count used nothing';
COMMENT ON COLUMN execution_sketches.tokens_sketch IS 'NULL, as cost_sketch: the agent knew no more than the sum';
CREATE INDEX execution_sketches_from ON execution_sketches USING brin ("from") WITH (autosummarize = on);

-- The same four for instants before accept_from: the rollup moves them home, or merges them once into sealed hours.
CREATE TABLE late_sample_rows (LIKE sample_rows INCLUDING DEFAULTS);
CREATE TABLE late_execution_rows (LIKE execution_rows INCLUDING DEFAULTS);
CREATE TABLE late_sample_sketches (LIKE sample_sketches INCLUDING DEFAULTS);
CREATE TABLE late_execution_sketches (LIKE execution_sketches INCLUDING DEFAULTS);

-- Sketches and HLLs are dense already: trying to compress them would cost time only.
ALTER TABLE sample_sketches ALTER sketch SET STORAGE EXTERNAL;
ALTER TABLE execution_sketches
    ALTER latency_sketch SET STORAGE EXTERNAL, ALTER wait_sketch SET STORAGE EXTERNAL,
    ALTER tokens_sketch SET STORAGE EXTERNAL, ALTER cost_sketch SET STORAGE EXTERNAL, ALTER users SET STORAGE EXTERNAL;
