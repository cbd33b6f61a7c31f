using DuckDB.NET.Data;

// Segments of all candidates files below a folder: users, positions and weighted means by weighting.
using var connection = new DuckDBConnection("DataSource=:memory:");
connection.Open();
using var command = connection.CreateCommand();
command.CommandText = $"""
    SELECT c.segment_key, c.denominators.weighting AS weighting, count(DISTINCT user_slug) AS users,
           sum(TRY_CAST(c.metrics->>'count' AS HUGEINT)) AS positions, sum(clv * weight) / nullif(sum(weight) FILTER (clv IS NOT NULL), 0) AS mean
    FROM (
        SELECT user_slug, c, TRY_CAST(CASE WHEN c.denominators.weighting = 'notional' THEN c.metrics->>'notional_weighted_avg_clv_pct' ELSE c.metrics->>'avg_clv_pct' END AS DOUBLE) AS clv,
               TRY_CAST(CASE WHEN c.denominators.weighting = 'notional' THEN c.denominators.weight_used ELSE c.denominators.count_used END AS DOUBLE) AS weight
        FROM (
            SELECT user_slug, unnest(candidates) AS c
            FROM read_json('{args[0].Replace("'", "''", StringComparison.Ordinal)}/*/hypothesis_candidates.json', columns = {'{'}user_slug: 'VARCHAR',
                 candidates: 'STRUCT(segment_key VARCHAR, rank BIGINT, metrics JSON, denominators STRUCT(weighting VARCHAR, weight_used DOUBLE, count_used DOUBLE))[]'{'}'})))
    GROUP BY ALL ORDER BY ALL
    """;
using var reader = command.ExecuteReader();
var rows = 0;
while (reader.Read())
{
    rows++;
}

Console.WriteLine($"{rows} segments");
