-- Dictionaries: what a row's series_id and group_id stand for. Written by v1_series and v1_groups alone, never deleted.
SET LOCAL search_path = ${schema}, pg_temp;

CREATE TABLE series (
    id          int    GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service     text   COLLATE "C" NOT NULL,
    environment text   COLLATE "C" NOT NULL,
    metric_type text   COLLATE "C" NOT NULL,
    labels_key  text   COLLATE "C" NOT NULL,
    labels      jsonb  NOT NULL,
    divisor     bigint NOT NULL,
    UNIQUE (service, environment, metric_type, labels_key)
);
COMMENT ON COLUMN series.divisor IS
    'stored integers per unit that the views show: 1e6 (ns in a ms, 1e-6), 1e9 (nano-USD) or 1';

-- error_type is hashed in the key, because six long names would not fit into one index entry.
CREATE TABLE execution_groups (
    id          int         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service     text        COLLATE "C" NOT NULL,
    environment text        COLLATE "C" NOT NULL,
    actor       text        COLLATE "C" NOT NULL,
    queue       text        COLLATE "C" NOT NULL,
    status      text        COLLATE "C" NOT NULL,
    error_type  text        COLLATE "C" NOT NULL,
    known_since timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX execution_groups_key
    ON execution_groups (service, environment, actor, queue, status, md5(error_type));
COMMENT ON TABLE execution_groups IS 'queue and error_type: '''' = none; status: success or failed';
