# Every command of docs/research-guide.md, in order, on the sample world: offline, and in under a minute of processor time.

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $text = [IO.File]::ReadAllText("$checkout/docs/research-guide.md")
    $commands = [regex]::Matches($text, '(?ms)^```powershell\n(?<code>.*?)^```') | ForEach-Object { $_.Groups['code'].Value }
    Push-Location (New-SampleFolder -World)
    $spent = (Get-Process -Id $PID).TotalProcessorTime
    $answers = foreach ($command in $commands) { , @(. ([scriptblock]::Create($command)) 2>&1) }
    $spent = (Get-Process -Id $PID).TotalProcessorTime - $spent
}

AfterAll { Pop-Location }

Describe 'The research guide' {
    It 'has ten commands, none of which writes an error' {
        $commands.Count | Should -Be 10
        $answers | ForEach-Object { $_ } | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
    }

    It 'ends with a confirmed hypothesis and its record' {
        $answers[7].Segment | Should -Contain 'league:nba'
        $answers[7].Verdict | Sort-Object -Unique | Should -Be 'Confirmed'
        $answers[9].Step | Should -Contain 'Proposed'
        $answers[9].Step | Should -Contain 'Confirmed'
    }

    It 'shows nothing of the later board before the look, then the hash to make public, and which changes are more than noise' {
        $commands[0..6] | Where-Object { $_ -match '(Compare|Get)-.*\$later' } | Should -BeNullOrEmpty
        $answers[6] | Should -BeNullOrEmpty
        $answers[7][-1] | Should -Match '^look 1 of 20\S+: [0-9a-f]{64}$'
        $answers[8].Segment | Should -Contain 'league:nba'
        $answers[9].Hash | Should -Contain ($answers[7][-1] -split ' ')[-1]
    }

    It 'takes under a minute' {
        $spent.TotalSeconds | Should -BeLessThan 60
    }
}
