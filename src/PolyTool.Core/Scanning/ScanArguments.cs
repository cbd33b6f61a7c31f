namespace PolyTool.Core.Scanning;

/// <summary>The original's command line for one scan: <c>--user</c>, <c>--api-base-url</c>, then each flag that is set.</summary>
public static class ScanArguments
{
    /// <summary>The arguments for one user.</summary>
    /// <param name="user">The user; one that starts with <c>-</c> is joined to its option, so that no scanner takes it for one.</param>
    /// <param name="flags">The flags.</param>
    /// <returns>The arguments in the original's order.</returns>
    public static IReadOnlyList<string> Of(string user, ScanFlags flags) =>
        user.StartsWith('-') ? [$"--user={user}", .. OfFlags(flags)] : ["--user", user, .. OfFlags(flags)];

    internal static IReadOnlyList<string> OfFlags(ScanFlags flags)
    {
        List<string> arguments = [];
        var baseUrl = Files.PythonText.Strip(flags.ApiBaseUrl ?? "");
        if (baseUrl.Length > 0)
        {
            arguments.AddRange(["--api-base-url", baseUrl]);
        }

        arguments.AddRange(Switches(flags).Where(flag => flag.IsSet).Select(flag => "--" + flag.Name));
        return arguments;
    }

    internal static IReadOnlyList<(string Name, bool IsSet)> Switches(ScanFlags flags) =>
    [
        ("full", flags.Full),
        ("lite", flags.Lite),
        ("ingest-positions", flags.IngestPositions),
        ("compute-pnl", flags.ComputePnl),
        ("enrich-resolutions", flags.EnrichResolutions),
        ("debug-export", flags.DebugExport),
        ("warm-clv-cache", flags.WarmClvCache),
        ("compute-clv", flags.ComputeClv),
    ];
}
