using System.Text.RegularExpressions;
using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Dossiers;

/// <summary>Whose dossier it is.</summary>
/// <param name="User">The user's name; <c>unknown</c> where only the wallet is known, the folder's name where that is not either.</param>
/// <param name="Wallet">The wallet; <c>unknown</c> where none is known.</param>
internal sealed partial record DossierOwner(string User, string Wallet)
{
    /// <summary>
    /// User and wallet come from the dossier, else from the manifest beside it, else from the path
    /// <c>slug/wallet/date/run id/dossier.json</c>; each of the two by itself.
    /// </summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="fullPath">Where it lies.</param>
    public static DossierOwner Of(DossierContent dossier, string fullPath)
    {
        // A wallet that was asked for is no name.
        var user = dossier.User is { } said && Wallets().IsMatch(said) ? null : dossier.User;
        var wallet = dossier.Wallet;
        var folder = Path.GetDirectoryName(Path.GetFullPath(fullPath)) ?? "";
        if ((user is null || wallet is null) && RunManifestReader.Read(Path.Combine(folder, RunManifestWriter.FileName)) is { } manifest)
        {
            user ??= manifest["user_slug"]?.AsName ?? manifest["user_input"]?.AsName;
            wallet ??= manifest["wallets"]?.AsItems is [var first, ..] ? first.AsName : null;
        }

        var walletFolder = Path.GetDirectoryName(Path.GetDirectoryName(folder));
        var walletName = Path.GetFileName(walletFolder) ?? "";
        if (walletFolder is not null && Wallets().IsMatch(walletName))
        {
            wallet ??= walletName;
            user ??= Path.GetFileName(Path.GetDirectoryName(walletFolder));
        }

        // A wallet without a name is enough to tell users apart; where neither is known the folder has to do.
        var name = Path.GetFileName(folder);
        return new(user ?? (wallet is null && name.Length > 0 ? name : UserSlug.Unknown), wallet ?? UserSlug.Unknown);
    }

    [GeneratedRegex("^0x[0-9a-fA-F]{40}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: PatternTime.Limit)]
    private static partial Regex Wallets();
}
