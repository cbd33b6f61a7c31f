using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>
/// Run roots, lists, a dossier, two batches, a journal and a set, as they should be: made once, by our own cmdlets, and copied by
/// the tests that damage them. What is recorded in them is relative, so a copy reads as well.
/// </summary>
public sealed class RightFiles : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public RightFiles()
    {
        foreach (var (user, name) in new[] { ("contrarian_kai", "kai"), ("hoops_and_dreams", "hoops") })
        {
            _folder.Copy(Path.GetDirectoryName(Directory.GetFiles(Checkout.Find("samples", "run-roots", user), "hypothesis_candidates.json", SearchOption.AllDirectories).Single())!, $"roots/{name}");
        }

        File.Copy(Checkout.Find("samples", "dossiers", "dossier.json"), _folder.Find("dossier.json"));
        File.Copy(Checkout.Find("samples", "dossiers", "wide-tiers.json"), _folder.Find("table.json"));
        _folder.Write("list.txt", "roots/gus\nroots/kai\nroots/hoops\n");
        _folder.Write("users.txt", "gus\nkai\nhoops\n");
        using HostedEngine engine = new() { Location = _folder.Path };
        engine.Run("""
            Move-Item (Invoke-UserScan -Dossier dossier.json -OutputRoot scans).FullPath roots/gus
            foreach ($id in 'a', 'b') { Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId $id }
            if (($days = Get-ChildItem out).Count -gt 1) { Move-Item "$($days[1])/b" $days[0]; Remove-Item $days[1] }
            Invoke-BatchRun -UsersFile users.txt -ScanScript { param($user) "roots/$user" } -OutputRoot scanned -BatchId j
            New-HypothesisSet a set.json -OutputRoot out
            """).Succeeded();
    }

    /// <summary>The folder's full path.</summary>
    public string Folder => _folder.Path;

    public void Dispose() => _folder.Dispose();
}
