-- A sealed day that is still there to be read (executions kept longer than samples, a restored archive) takes no rows:
-- they would never be counted. A writer is told what it would be told if the partition were gone.
SET LOCAL search_path = ${schema}, pg_temp;

CREATE OR REPLACE FUNCTION refuse_sealed() RETURNS trigger
LANGUAGE plpgsql SET search_path = ${schema}, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the day of % is sealed', TG_TABLE_NAME USING ERRCODE = '23514';
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM PUBLIC;
