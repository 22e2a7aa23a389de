-- Items are looked up by their whole id: a hash index answers that from 4 bytes an entry, where random UUIDs left a B-tree
-- of 80. An index of the same name and purpose, so nothing else changes. On a large installation this builds it anew.
SET LOCAL search_path = ${schema}, pg_temp;

DROP INDEX execution_rows_item;
CREATE INDEX execution_rows_item ON execution_rows USING hash (item_id) WHERE item_id IS NOT NULL;
