-- What people and dashboards may: the views of the read contract and the story of an item.
GRANT USAGE ON SCHEMA ${schema} TO ${role};
GRANT SELECT ON
    ${schema}.operational_metrics, ${schema}.executions, ${schema}.operational_counts, ${schema}.metrics_aggregates,
    ${schema}.operational_metrics_daily, ${schema}.actor_performance_daily, ${schema}.actors, ${schema}.streams,
    ${schema}.gaps, ${schema}.rejected_rows, ${schema}.run_history
    TO ${role};
GRANT EXECUTE ON FUNCTION ${schema}.item, ${schema}.items, ${schema}.unfinished TO ${role};
