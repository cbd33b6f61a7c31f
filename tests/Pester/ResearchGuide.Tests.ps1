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
        $answers[8].Segment | Should -Contain 'league:nba'
        $answers[8].Verdict | Sort-Object -Unique | Should -Be 'Confirmed'
        $answers[9].Step | Should -Contain 'Proposed'
        $answers[9].Step | Should -Contain 'Confirmed'
    }

    It 'takes under a minute' {
        $spent.TotalSeconds | Should -BeLessThan 60
    }
}
