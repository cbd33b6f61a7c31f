# Every example of every help page runs, in order, in a fresh folder that holds a copy of samples. One that is marked 'network' is
# only parsed. Errors about single users are honest results of the samples, which hold defects.

BeforeDiscovery {
    $pages = Get-ChildItem "$PSScriptRoot/../../docs/en-US" -Filter '*-*.md' | ForEach-Object {
        @{ Cmdlet = $_.BaseName; Path = $_.FullName }
    }
}

BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Help of <Cmdlet>' -ForEach $pages {
    It 'has examples that run' {
        $text = [IO.File]::ReadAllText($Path)
        $examples = [regex]::Matches($text, '(?ms)^```powershell(?<mark>[^\n]*)\n(?<code>.*?)^```')
        Push-Location (New-SampleFolder -World)
        try {
            foreach ($example in $examples) {
                $script = [scriptblock]::Create($example.Groups['code'].Value)
                if ($example.Groups['mark'].Value.Trim() -eq 'network') { continue }
                $written = . $script 2>&1
                # Thrown in the pipeline, it would be an error of Where-Object and end nothing.
                $unexpected = @($written | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Where-Object FullyQualifiedErrorId -NotLike 'UserFailed,*')
                $unexpected | Should -BeNullOrEmpty -Because $script
            }
        }
        finally { Pop-Location }
    }
}
