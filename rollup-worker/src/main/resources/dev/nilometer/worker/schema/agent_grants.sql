-- What an agent may: append, and call the v1 functions. No SELECT, no DELETE, no COPY TO.
GRANT USAGE ON SCHEMA ${schema} TO ${role};
GRANT INSERT ON
    ${schema}.sample_rows, ${schema}.execution_rows, ${schema}.sample_sketches, ${schema}.execution_sketches,
    ${schema}.late_sample_rows, ${schema}.late_execution_rows,
    ${schema}.late_sample_sketches, ${schema}.late_execution_sketches
    TO ${role};
GRANT EXECUTE ON FUNCTION
    ${schema}.v1_hello, ${schema}.v1_series, ${schema}.v1_groups, ${schema}.v1_position, ${schema}.v1_commit,
    ${schema}.v1_gap, ${schema}.v1_reject, ${schema}.v1_partitions
    TO ${role};
