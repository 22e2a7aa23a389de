-- Late rows are deleted once they are in history. Where a publication is FOR ALL TABLES (logical replicas, change capture),
-- PostgreSQL refuses to delete from a table without a key, unless the whole row may stand for one.
SET LOCAL search_path = ${schema}, pg_temp;

ALTER TABLE late_sample_rows REPLICA IDENTITY FULL;
ALTER TABLE late_execution_rows REPLICA IDENTITY FULL;
ALTER TABLE late_sample_sketches REPLICA IDENTITY FULL;
ALTER TABLE late_execution_sketches REPLICA IDENTITY FULL;
