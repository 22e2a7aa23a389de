-- The hour ledger says what the hours should hold, bucket_state what was rolled up. An hour is dirty when they differ.
SET LOCAL search_path = ${schema}, pg_temp;

CREATE TABLE ledger (
    hour      timestamptz NOT NULL,
    rows      bigint      NOT NULL,
    sketched  bigint      NOT NULL,
    stream_no int         NOT NULL,
    PRIMARY KEY (hour, stream_no)
) WITH (fillfactor = 70);
COMMENT ON TABLE ledger IS
    'by UTC hour and stream: rows stored, and records inside sketch rows; late rows are not in it';

-- One row for each UTC hour, made by the rollup when it first sees the hour; claimed with FOR UPDATE SKIP LOCKED.
CREATE TABLE bucket_state (
    hour       timestamptz PRIMARY KEY,
    counted    bigint      NOT NULL DEFAULT 0,
    sealed_at  timestamptz,
    rolled_at  timestamptz,
    rolled_by  text        COLLATE "C"
) WITH (fillfactor = 70);
COMMENT ON COLUMN bucket_state.counted IS
    'rows + sketched of the ledger when the hour was last rolled up; -1 = do it again';
COMMENT ON COLUMN bucket_state.sealed_at IS 'its rows are gone: never recompute, only merge into it';

-- Hours to roll up, open ones too.
CREATE VIEW dirty_hours AS
SELECT l.hour, l.total, coalesce(b.counted, 0) AS counted
FROM (SELECT hour, sum(rows + sketched)::bigint AS total FROM ledger GROUP BY hour) l
LEFT JOIN bucket_state b USING (hour)
WHERE b.sealed_at IS NULL AND l.total <> coalesce(b.counted, 0);
