@{
    RootModule           = 'PolyTool.PowerShell.dll'
    ModuleVersion        = '0.2.0'
    GUID                 = '0d6f7c0e-6d0e-4c55-9d5b-2b8b4a1f7a31'
    Author               = 'PolyTool developers'
    CompanyName          = 'PolyTool'
    Copyright            = '(c) PolyTool developers. MIT licence.'
    Description          = 'Which Polymarket betting hypotheses hold across many traders? Scans users, measures closing line value, and combines all of them into one leaderboard of segments.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @(
        'Clear-PolyToolCache'
        'Compare-HypothesisLeaderboard'
        'Export-HypothesisLeaderboard'
        'Get-BatchRun'
        'Get-BatchUser'
        'Get-HypothesisLeaderboard'
        'Get-HypothesisSet'
        'Get-SegmentEvidence'
        'Invoke-BatchRun'
        'Invoke-UserScan'
        'Join-BatchRun'
        'New-HypothesisSet'
        'Resolve-RunRoot'
        'Test-Hypothesis'
        'Test-PolymarketApi'
        'Test-RunRoot'
        'Update-SegmentTable'
    )
    FormatsToProcess     = @('PolyTool.Format.ps1xml')
    TypesToProcess       = @('PolyTool.Types.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('Polymarket', 'PredictionMarket', 'ClosingLineValue', 'Leaderboard', 'Statistics', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
