# One table: every cmdlet that reads something, times every way in which it can be given. Whatever the way, the answer is the
# one that the plain path gives. All folders have brackets in their names: a path that exists as it is written is taken so.

BeforeDiscovery {
    $ways = 'literal path', 'wildcard', 'argument object', 'piped text', 'piped object', 'folder object', 'from a job', 'from Clixml', 'from JSON', 'from CSV', 'several at once'
    $readsBatches = 'Get-BatchRun', 'Get-BatchUser', 'Get-HypothesisLeaderboard', 'Get-SegmentEvidence', 'Compare-HypothesisLeaderboard',
        'Export-HypothesisLeaderboard', 'New-HypothesisSet', 'Test-Hypothesis'
    $readsRunRoots = 'Resolve-RunRoot', 'Test-RunRoot', 'Invoke-BatchRun'
    $batchCases = foreach ($cmdlet in $readsBatches) { foreach ($way in $ways + 'id', 'id in the default output root') { @{ Cmdlet = $cmdlet; Way = $way } } }
    $runRootCases = foreach ($cmdlet in $readsRunRoots) { foreach ($way in $ways) { @{ Cmdlet = $cmdlet; Way = $way } } }
    $userCases = foreach ($cmdlet in 'Invoke-BatchRun', 'Invoke-UserScan') {
        foreach ($way in 'piped text', 'from CSV', 'from JSON', 'from Clixml', 'a row of a board', 'a hashtable') { @{ Cmdlet = $cmdlet; Way = $way } }
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Push-Location (New-SampleFolder -World)
    $env:SOURCE_DATE_EPOCH = 1771610400
    $scan = @{ CachePath = 'samples/world'; Offline = $true; ScanOutputRoot = 'runs [2026]'; ErrorAction = 'SilentlyContinue' }
    $first = Invoke-BatchRun -User (Get-Content samples/users.txt | Select-Object -Last 12) @scan -OutputRoot 'out [2026]' -BatchId first
    $env:SOURCE_DATE_EPOCH = 1774000000
    $second = Invoke-BatchRun -AggregateOnly -RunRoots samples/later -OutputRoot 'out [2026]' -BatchId second
    $env:SOURCE_DATE_EPOCH = 1771610400
    $null = New-HypothesisSet $first.BatchRoot frozen.json -RehearseAt 2026-02-21
    Copy-Item -LiteralPath $first.BatchRoot reference -Recurse
    Remove-Item env:SOURCE_DATE_EPOCH
    $runRoot = Resolve-RunRoot 'runs [2026]' -Recurse | Select-Object -First 1

    # What each cmdlet makes of a batch or a run root, as one text. $Given is an argument, or else comes by the pipeline.
    $calls = @{
        'Get-BatchRun'                  = { param($Given) if ($null -ne $Given) { Get-BatchRun $Given } else { $input | Get-BatchRun } }
        'Get-BatchUser'                 = { param($Given) if ($null -ne $Given) { Get-BatchUser $Given } else { $input | Get-BatchUser } }
        'Get-HypothesisLeaderboard'     = { param($Given) if ($null -ne $Given) { Get-HypothesisLeaderboard $Given } else { $input | Get-HypothesisLeaderboard } }
        'Get-SegmentEvidence'           = { param($Given) if ($null -ne $Given) { Get-SegmentEvidence $Given } else { $input | Get-SegmentEvidence } }
        'Compare-HypothesisLeaderboard' = { param($Given) if ($null -ne $Given) { Compare-HypothesisLeaderboard reference $Given } else { $input | Compare-HypothesisLeaderboard reference } }
        'Export-HypothesisLeaderboard'  = {
            param($Given)
            if ($null -ne $Given) { Export-HypothesisLeaderboard $Given board.csv -Force } else { $input | Export-HypothesisLeaderboard board.csv -Force }
            Get-Content board.csv
            Remove-Item board.csv
        }
        'New-HypothesisSet'             = {
            param($Given)
            $set = if ($null -ne $Given) { New-HypothesisSet $Given set.json } else { $input | New-HypothesisSet set.json }
            $set.Hypotheses
            Remove-Item set.json
        }
        'Test-Hypothesis'               = { param($Given) $(if ($null -ne $Given) { Test-Hypothesis frozen.json $Given } else { $input | Test-Hypothesis frozen.json }) | Select-Object Segment, Verdict, P }
        'Resolve-RunRoot'               = { param($Given) if ($null -ne $Given) { (Resolve-RunRoot $Given).FullPath } else { ($input | Resolve-RunRoot).FullPath } }
        'Test-RunRoot'                  = { param($Given) if ($null -ne $Given) { (Test-RunRoot $Given).FullPath } else { ($input | Test-RunRoot).FullPath } }
        'Invoke-BatchRun'               = {
            param($Given)
            $batch = if ($null -ne $Given) { Invoke-BatchRun -AggregateOnly -InputObject $Given -OutputRoot agg -Force } else { $input | Invoke-BatchRun -AggregateOnly -OutputRoot agg -Force }
            $batch | Get-BatchUser | ForEach-Object { $_.User; (Resolve-Path -LiteralPath $_.RunRoot).Path }
        }
    }

    $ofJob = @{}
    $ofPath = @{}

    function ConvertTo-Text { @($input) | ConvertTo-Json -Depth 5 }

    # The same thing in another form: an argument as ,(one) or a stream for the pipeline.
    function Convert-Way([string] $Way, $Object, [string] $Path) {
        switch ($Way) {
            # A job is a process: one for all cmdlets.
            'from a job' { $ofJob[$Path] ??= @(Start-Job { $using:Object } | Receive-Job -Wait -AutoRemoveJob); $ofJob[$Path] }
            'from Clixml' { $Object | Export-Clixml way.xml -Depth 3; Import-Clixml way.xml }
            'from JSON' { $Object | ConvertTo-Json -Depth 3 | ConvertFrom-Json }
            'from CSV' { $Object | Export-Csv way.csv; Import-Csv way.csv }
            'piped object' { $Object }
            'piped text' { $Path }
            'folder object' { Get-Item -LiteralPath $Path }
        }
    }
}

AfterAll { Pop-Location }

Describe '<Cmdlet> reads a batch: <Way>' -ForEach $batchCases {
    It 'answers as for the plain path' {
        $path = $second.BatchRoot
        $expected = $ofPath["$Cmdlet of a batch"] ??= & $calls[$Cmdlet] -Given $path 3>$null | ConvertTo-Text
        if ($Cmdlet -eq 'Export-HypothesisLeaderboard' -and $Way -eq 'several at once') {
            Get-HypothesisLeaderboard $path | Export-HypothesisLeaderboard rows.csv -Force
            $expected = Get-Content rows.csv | ConvertTo-Text
        }
        $expected.Length | Should -BeGreaterThan 2
        $errorsBefore = $Error.Count
        $answer = switch ($Way) {
            'literal path' { & $calls[$Cmdlet] -Given ([IO.Path]::GetRelativePath($pwd, $path)) 3>$null }
            'wildcard' { & $calls[$Cmdlet] -Given 'out `[2026`]/*/sec*' 3>$null }
            'argument object' { & $calls[$Cmdlet] -Given $second 3>$null }
            'several at once' { if ($Cmdlet -eq 'Export-HypothesisLeaderboard') { Export-HypothesisLeaderboard -InputObject (Get-HypothesisLeaderboard $path) -Path board.csv -Force; Get-Content board.csv; Remove-Item board.csv } else { & $calls[$Cmdlet] -Given $path 3>$null } }
            'id' {
                $PSDefaultParameterValues = @{ "${Cmdlet}:OutputRoot" = 'out [2026]' }
                if ($Cmdlet -eq 'Get-BatchRun') { Get-BatchRun -BatchId second } else { & $calls[$Cmdlet] -Given second 3>$null }
            }
            'id in the default output root' {
                $null = New-Item -ItemType Directory artifacts/research -Force
                Move-Item -LiteralPath 'out [2026]' artifacts/research/batch_runs
                try { & $calls[$Cmdlet] -Given second 3>$null }
                finally { Move-Item artifacts/research/batch_runs 'out [2026]' }
            }
            default { Convert-Way $Way $second $path | & $calls[$Cmdlet] 3>$null }
        }
        ($answer | ConvertTo-Text) -replace 'artifacts/research/batch_runs', 'out [2026]' | Should -Be $expected
        $Error.Count | Should -Be $errorsBefore
    }
}

Describe '<Cmdlet> reads a run root: <Way>' -ForEach $runRootCases {
    It 'answers as for the plain path' {
        $path = $runRoot.FullPath
        $expected = $ofPath["$Cmdlet of a run root"] ??= & $calls[$Cmdlet] -Given $path | ConvertTo-Text
        $expected | Should -Match ([regex]::Escape(($path | ConvertTo-Json).Trim('"')))
        $answer = switch ($Way) {
            'literal path' { & $calls[$Cmdlet] -Given ([IO.Path]::GetRelativePath($pwd, $path)) }
            'wildcard' { if ($Cmdlet -eq 'Invoke-BatchRun') { Resolve-RunRoot "$(Split-Path ($path -replace '([\[\]])', '`$1'))/*" | Invoke-BatchRun -AggregateOnly -OutputRoot agg -Force | Get-BatchUser | ForEach-Object { $_.User; (Resolve-Path -LiteralPath $_.RunRoot).Path } } else { & $calls[$Cmdlet] -Given "$(Split-Path ($path -replace '([\[\]])', '`$1'))/*" } }
            'argument object' { & $calls[$Cmdlet] -Given $runRoot }
            'several at once' { & $calls[$Cmdlet] -Given @($runRoot) }
            default { Convert-Way $Way $runRoot $path | & $calls[$Cmdlet] }
        }
        $answer | ConvertTo-Text | Should -Be $expected
    }
}

Describe '<Cmdlet> takes users: <Way>' -ForEach $userCases {
    It 'takes wallet, handle or user from them' {
        $who = [pscustomobject] @{ Wallet = ''; Handle = 'amber-badger'; Note = 'whale' }
        $given = switch ($Way) {
            'piped text' { 'amber-badger' }
            'from CSV' { $who | Export-Csv way.csv; Import-Csv way.csv }
            'from JSON' { $who | ConvertTo-Json | ConvertFrom-Json }
            'from Clixml' { $who | Export-Clixml way.xml; Import-Clixml way.xml }
            'a row of a board' { $first | Get-BatchUser -User amber* }
            'a hashtable' { @{ Handle = 'amber-badger' } }
        }
        $given | Should -Not -BeNullOrEmpty
        $slug = if ($Cmdlet -eq 'Invoke-UserScan') { ($given | Invoke-UserScan -CachePath samples/world -Offline -OutputRoot scans).UserSlug }
            else { ($given | Invoke-BatchRun -CachePath samples/world -Offline -OutputRoot users -ScanOutputRoot scans -Force -BatchId u | Get-BatchUser).User }
        $slug | Should -BeLike 'amber-badger*'
    }
}

Describe 'What cannot be meant' {
    It 'is refused by Invoke-BatchRun -AggregateOnly, which then writes nothing and fails' {
        { 1..3 | Invoke-BatchRun -AggregateOnly -OutputRoot none -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'NoRunRoots,*'
        { Get-Item -LiteralPath 'runs [2026]' | Invoke-BatchRun -AggregateOnly -OutputRoot none -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'NoRunRoots,*'
        Test-Path none | Should -BeFalse
    }

    It 'is not taken for a user where it is a run root, whatever it came through' {
        Resolve-RunRoot $runRoot.FullPath | Export-Clixml way.xml
        { Import-Clixml way.xml | Invoke-BatchRun -OutputRoot none } | Should -Throw -ErrorId 'RunRootWithoutAggregateOnly,*'
        Test-Path none | Should -BeFalse
    }

    It 'is an error of one object, and the others count' {
        $batch = 5, $runRoot | Invoke-BatchRun -AggregateOnly -OutputRoot some -ErrorAction SilentlyContinue -ErrorVariable refused
        $batch.UsersSucceeded | Should -Be 1
        $refused.FullyQualifiedErrorId | Should -BeLike 'NotARunRoot,*'
    }

    It 'is an older object without what names its board: <_>' -ForEach 'Export-HypothesisLeaderboard x.csv', 'New-HypothesisSet x.json' {
        $old = [pscustomobject] @{ Segment = 'league:nba'; Clv = 1 }
        { Invoke-Expression "`$old | $_ -ErrorAction Stop" } | Should -Throw
        Test-Path x.csv, x.json | Should -Be $false, $false
    }
}

Describe 'The id of a batch' {
    BeforeAll {
        $null = New-Item -ItemType Directory first, "dates/2026-01-01", "dates/2026-01-02"
        Copy-Item -LiteralPath $first.BatchRoot dates/2026-01-01/twice -Recurse
        Copy-Item -LiteralPath $first.BatchRoot dates/2026-01-02/twice -Recurse
    }

    It 'is the batch, though an empty folder has its name' {
        (Get-HypothesisLeaderboard first -OutputRoot 'out [2026]' -Top 1).LeaderboardPath | Should -BeLike '*/first/hypothesis_leaderboard.json'
    }

    It 'is ambiguous under two dates' {
        { Get-BatchUser twice -OutputRoot dates -ErrorAction Stop } | Should -Throw -ErrorId 'BatchAmbiguous,*'
    }

    It 'may be a wildcard' {
        (Get-BatchUser fir*, sec* -OutputRoot 'out [2026]').Count | Should -Be 42
        Get-BatchUser nosuch* -OutputRoot 'out [2026]' | Should -BeNullOrEmpty
    }

    It 'that is nowhere is an error which says where it was looked for' {
        { Get-BatchUser nosuch -OutputRoot 'out [2026]' -ErrorAction Stop } | Should -Throw "*no batch of that id in the output root 'out ``[2026``]'*"
        { Get-BatchRun 'out [2026]' -BatchId nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'BatchNotFound,*'
        Get-BatchRun 'out [2026]' -BatchId nosuch* | Should -BeNullOrEmpty
    }

    It 'is not needed for the newest batch' {
        (Get-HypothesisLeaderboard -OutputRoot 'out [2026]' -Top 1).LeaderboardPath | Should -BeLike '*/second/*'
        { Get-HypothesisLeaderboard -ErrorAction Stop } | Should -Throw -ErrorId 'OutputRootNotFound,*'
    }
}

Describe 'Rows that came <_>' -ForEach 'from a job', 'from Clixml', 'from JSON', 'from CSV' {
    It 'are exported as those that were read, in their order and with their ranks' {
        $rows = Get-HypothesisLeaderboard $second -RankBy Users -Top 5
        $rows | Export-HypothesisLeaderboard live.csv -Force
        Convert-Way $_ $rows '' | Export-HypothesisLeaderboard other.csv -Force
        Get-Content other.csv | Should -Be (Get-Content live.csv)
    }
}

Describe 'Users by name' {
    It 'takes wildcards, and names who is nowhere' {
        ($first | Get-BatchUser -User amber*).Count | Should -Be 1
        $first | Get-BatchUser -User nobody -WarningVariable told -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$told" | Should -Match "There is no user 'nobody'"
    }

    It 'leaves notes and @ out of a users file' {
        "@amber-badger  # a whale`n`n# nobody" | Set-Content noted.txt
        $batch = Invoke-BatchRun noted.txt -CachePath samples/world -Offline -OutputRoot noted -ScanOutputRoot scans
        ($batch | Get-BatchUser).User | Should -Be '@amber-badger'
        $batch.UsersSucceeded | Should -Be 1
    }
}

Describe 'One order of position' {
    It 'is what is read, then what is written, and the file alone where the batch is piped' {
        Export-HypothesisLeaderboard $first a.csv
        $first | Export-HypothesisLeaderboard b.csv
        (Get-FileHash a.csv).Hash | Should -Be (Get-FileHash b.csv).Hash
        (New-HypothesisSet $first a.json).ContentHash | Should -Not -BeNullOrEmpty
        ($first | New-HypothesisSet b.json).Hypotheses.Count | Should -BeGreaterThan 0
    }

    It 'says what is missing' {
        { Export-HypothesisLeaderboard c.csv } | Should -Throw -ErrorId 'FileRequired,*'
        { Export-HypothesisLeaderboard -Path c.csv } | Should -Throw -ErrorId 'BatchRequired,*'
        { $first | Export-HypothesisLeaderboard $second c.csv } | Should -Throw -ErrorId 'BatchGivenTwice,*'
        { New-HypothesisSet $first } | Should -Throw -ErrorId 'FileRequired,*'
    }
}
