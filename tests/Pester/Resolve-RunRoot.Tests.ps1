BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Resolve-RunRoot' {
    BeforeEach { Push-Location (New-SampleFolder) }
    AfterEach { Pop-Location }

    It 'finds the run roots of a folder' {
        $eddie = Get-Item samples/run-roots/steady_eddie/*/*
        $roots = @(Resolve-RunRoot $eddie)
        $roots.Count | Should -Be 1
        $roots[0].FullPath | Should -Be (Get-ChildItem $eddie).FullName
        $roots[0].HasRequiredFiles | Should -BeTrue
    }

    It 'finds them at any depth, and the newest of each wallet' {
        $roots = Resolve-RunRoot samples/run-roots -Recurse
        $roots.Count | Should -Be 12
        $roots[0].Path | Should -BeLike 'samples/run-roots/contrarian_kai/0x*/*/*'
        Copy-Item $roots[0].FullPath "$($roots[0].FullPath)-again" -Recurse
        @(Resolve-RunRoot samples/run-roots -Recurse).Count | Should -Be 13
        @(Resolve-RunRoot samples/run-roots -Recurse -Latest).Count | Should -Be 12
    }

    It 'reads a list file' {
        (Get-Item samples/run-roots/zoe_draws/*/*/*).FullName, '# no', 'nowhere' | Set-Content list.txt
        (Resolve-RunRoot list.txt -ErrorAction SilentlyContinue).HasRequiredFiles | Should -BeTrue
        Get-ErrorId { Resolve-RunRoot list.txt } | Should -Be 'RunRootNotFound'
    }

    It 'takes wildcards, literal paths and folders from the pipeline' {
        @(Resolve-RunRoot samples/run-roots/*o*/*/*/*).Count | Should -BeGreaterThan 3
        $odd = (New-Item -ItemType Directory 'odd[1]').FullName
        Get-ChildItem (Get-Item samples/run-roots/zoe_draws/*/*/*) | ForEach-Object { [IO.File]::Copy($_.FullName, "$odd/$($_.Name)") }
        (Resolve-RunRoot -LiteralPath 'odd[1]').HasRequiredFiles | Should -BeTrue
        @(Get-ChildItem samples/run-roots/*/*/* -Directory | Resolve-RunRoot).Count | Should -Be 12
    }

    It 'ends early with Select-Object -First' {
        @(Resolve-RunRoot samples/run-roots -Recurse | Select-Object -First 3).Count | Should -Be 3
    }

    It 'counts from the current location, not the process''s' {
        Push-Location samples
        try { (Resolve-RunRoot run-roots -Recurse)[0].Path | Should -BeLike 'run-roots/contrarian_kai/*' }
        finally { Pop-Location }
    }
}
