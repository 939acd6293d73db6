# The help pages, and the help that Get-Help shows from them.
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $pages = Get-ChildItem -Path (Join-Path $RepositoryRoot 'docs') -Filter '*-*.md' | ForEach-Object {
        @{ Name = $_.BaseName; Path = $_.FullName; Text = (Get-Content -LiteralPath $_.FullName -Raw) }
    }
    $examples = foreach ($page in $pages) {
        foreach ($match in [regex]::Matches($page.Text, '(?ms)^### (Example \d+: [^\n]+)\n\n```powershell\n(.+?)\n```')) {
            @{ Name = $page.Name; Title = $match.Groups[1].Value; Code = $match.Groups[2].Value }
        }
    }
    # The others need an account of the reader's.
    $examplesHere = $examples | Where-Object { $_.Code -match '-Sandbox' }
    $hasPlatyPS = [bool] (Get-Module -ListAvailable -Name Microsoft.PowerShell.PlatyPS)
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'The page of <Name>' -ForEach $pages {
    It 'is the page of an exported cmdlet' {
        Get-Command -Module AwsHardening -Name $Name | Should -HaveCount 1
    }

    It 'has nothing left to fill in' {
        $Text | Should -Not -Match '\{\{'
    }

    It 'describes every parameter, and no other' {
        $own = (Get-Command $Name).Parameters.Values.Name | Where-Object { -not [System.Management.Automation.Cmdlet]::CommonParameters.Contains($_) }
        $described = [regex]::Matches($Text, '(?m)^### -(\w+)') | ForEach-Object { $_.Groups[1].Value }
        $described | Sort-Object | Should -Be ($own | Sort-Object)
    }

    It 'names exactly the IAM actions that the cmdlet declares' {
        $type = (Get-Command $Name).ImplementingType
        $declared = @($type.GetCustomAttributes([AwsHardening.Help.RequiresIamActionAttribute], $false).Action)
        if ($type.IsDefined([AwsHardening.Help.RequiresIamActionsOfChangesAttribute], $false)) {
            $declared += [AwsHardening.Help.RequiresIamActionsOfChangesAttribute]::ByResourceType.Values.ForEach({ $_ })
        }
        $line = [regex]::Match($Text, '(?m)^IAM actions: (.+)$').Groups[1].Value
        $named = [regex]::Matches($line, '[a-z0-9-]+:[A-Z]\w+').Value
        @($named | Sort-Object -Unique) | Should -Be @($declared | Sort-Object -Unique)
    }

    It 'has an example that runs on the embedded account' {
        $Text | Should -Match '-Sandbox (Fnd203|Organization|SecurityEssentials)'
    }

    It 'is what Get-Help shows' {
        $help = Get-Help $Name -Full
        $help.Synopsis | Should -BeExactly ([regex]::Match($Text, '(?s)## SYNOPSIS\n\n(.+?)\n\n##').Groups[1].Value)
        $codes = [regex]::Matches($Text, '(?s)```powershell\n(.+?)\n```').ForEach({ $_.Groups[1].Value })
        $shown = @($help.examples.example)
        $shown.Count | Should -Be $codes.Count
        for ($i = 0; $i -lt $codes.Count; $i++) { (($shown[$i] | Out-String) -replace '\s+', ' ') | Should -Match ([regex]::Escape(($codes[$i] -replace '\s+', ' '))) }
        foreach ($parameter in $help.parameters.parameter) {
            $Text | Should -Match "### -$($parameter.name)`n`n$([regex]::Escape($parameter.description.Text -join "`n`n"))"
        }
    }
}

Describe 'The help as a whole' {
    It 'has a page for every cmdlet' {
        (Get-ChildItem (Join-Path $RepositoryRoot 'docs') -Filter '*-*.md').BaseName | Sort-Object |
            Should -Be ((Get-Command -Module AwsHardening).Name | Sort-Object)
    }

    It 'is the same as what the pages make with the help tool' -Skip:(-not $hasPlatyPS) {
        & (Join-Path $RepositoryRoot 'eng/Update-Help.ps1') -Destination "$TestDrive/help"
        foreach ($file in Get-ChildItem "$TestDrive/help") {
            Get-Content (Join-Path $ModulePath "en-US/$($file.Name)") -Raw |
                Should -BeExactly (Get-Content $file.FullName -Raw) -Because "eng/Update-Help.ps1 writes $($file.Name) from docs"
        }
    }

    It 'gives syntax and parameters as the cmdlets have them' -Skip:(-not $hasPlatyPS) {
        # A copy of the module without its help: the help tool would else take that for the cmdlet's own shape.
        $null = New-Item -ItemType Directory "$TestDrive/bare"; Copy-Item $ModulePath "$TestDrive/bare/AwsHardening" -Recurse
        Remove-Item "$TestDrive/bare/AwsHardening/en-US" -Recurse
        $differences = Invoke-FreshPowerShell -Variables @{ module = "$TestDrive/bare/AwsHardening"; docs = Join-Path $RepositoryRoot 'docs' } @'
Import-Module $module, Microsoft.PowerShell.PlatyPS
function Get-Shape($Help) {
    $Help.Syntax | Sort-Object ParameterSetName | ForEach-Object { "$($_.ParameterSetName): $_" -replace " \[<CommonParameters>\]" }
    foreach ($parameter in $Help.Parameters | Sort-Object Name) {
        $sets = $parameter.ParameterSets | Sort-Object Name |
            ForEach-Object { "$($_.Name) $($_.Position) $($_.IsRequired) $($_.ValueFromPipeline) $($_.ValueFromPipelineByPropertyName)" }
        "$($parameter.Name) $($parameter.Type) [$($parameter.Aliases)] $($sets -join '; ')"
    }
}
foreach ($command in Get-Command -Module AwsHardening) {
    Compare-Object @(Get-Shape (New-CommandHelp $command)) @(Get-Shape (Import-MarkdownCommandHelp "$docs/$($command.Name).md")) |
        ForEach-Object { "$($command.Name): $($_.SideIndicator) $($_.InputObject)" }
}
'@
        $differences | Should -BeNullOrEmpty
    }

    It 'has an about topic' {
        Get-Help about_AwsHardening | Out-String | Should -Match 'Connect-AwsHardening -Sandbox Fnd203'
    }
}

Describe '<Name>, <Title>' -ForEach $examples {
    It 'parses, and names parameters that there are' {
        $errors = $null
        $tree = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
        foreach ($call in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
            $command = Get-Command $call.GetCommandName()
            foreach ($parameter in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                $command.Parameters.Keys | Should -Contain $parameter.ParameterName
            }
        }
    }

}

Describe '<Name>, <Title>' -ForEach $examplesHere {
    It 'runs' {
        # Each example finds the vault of a new user; the tests have a state folder of their own.
        Remove-Item "$env:AWS_HARDENING_HOME/vault.json" -ErrorAction Ignore
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        try {
            $null = $shell.AddScript("Set-Location '$TestDrive'; Import-Module '$ModulePath'; $Code")
            $output = $shell.Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            if ($Code -notmatch 'Disconnect-') { $output | Should -Not -BeNullOrEmpty }
        }
        finally {
            $shell.Dispose()
        }
    }
}
