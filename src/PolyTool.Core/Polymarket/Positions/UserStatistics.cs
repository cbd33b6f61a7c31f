using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>What the service counts of a user: what tells a market maker or a bot from a bettor.</summary>
/// <param name="Fills">Fills in all.</param>
internal sealed record UserStatistics(long? Fills)
{
    /// <summary>The statistics; null where the service does not know the user, or gave none.</summary>
    public static async Task<UserStatistics?> ReadAsync(AnswerSource source, string wallet, ICollection<ScanInput> inputs, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await source.GetAsync(
                new ApiRequest(ApiRoute.UserStatistics, [ApiRequest.Term("user", wallet)]),
                static body => Answers.Read(body, DataJson.Default.UserStatisticsAnswer),
                static _ => false,
                cancellationToken).ConfigureAwait(false);
            inputs.Add(answer.Input);
            return answer.Value.Data is { } row ? new UserStatistics(row.AllTimePnl?.TradeCount) : null;
        }
        catch (ApiException)
        {
            // Not worth a user's scan: the signature is marked as not known then.
            return null;
        }
    }
}
