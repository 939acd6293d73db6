# Every table, rendered 120 columns wide. A file of views/ makes the widest sensible record of the view that it is named after.
BeforeDiscovery {
    $names = (Get-ChildItem -Path "$PSScriptRoot/views" -Filter *.ps1).BaseName
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    . "$PSScriptRoot/NewRecord.ps1"
    Import-TestModule

    function New-Sample([string] $View) { . "$PSScriptRoot/views/$View.ps1" }
    $views = foreach ($file in Get-ChildItem -Path "$ModulePath/Formatting" -Filter *.ps1xml) {
        ([xml] (Get-Content $file)).Configuration.ViewDefinitions.View
    }
}

Describe 'The views' {
    It 'have a sample each' {
        $views.Name | Sort-Object | Should -Be ((Get-ChildItem -Path "$PSScriptRoot/views" -Filter *.ps1).BaseName | Sort-Object)
    }
}

Describe 'The table of <_>' -ForEach $names {
    It 'has no line wider than 120 columns, and every header whole' {
        $lines = (New-Sample $_ | Out-String -Width 120) -split '\r?\n' -replace "`e\[[0-9;]*m"
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 120 }

        $view = $views | Where-Object Name -EQ $_
        $header = $lines | Where-Object { $_ -match "\b$($view.TableControl.TableHeaders.TableColumnHeader[0].Label)\b" } | Select-Object -First 1
        $header | Should -Not -BeNullOrEmpty
        foreach ($label in $view.TableControl.TableHeaders.TableColumnHeader.Label) { $header | Should -Match "\b$label\b" }
    }

    It 'is a table by nature' {
        New-Sample $_ | Out-String -Width 120 | Should -Match '---'
    }

    It 'leaves its last column at least 12 columns' {
        $view = $views | Where-Object Name -EQ $_
        $widths = $view.TableControl.TableHeaders.TableColumnHeader | Where-Object Width | ForEach-Object { [int] $_.Width + 1 }
        120 - ($widths | Measure-Object -Sum).Sum | Should -BeGreaterOrEqual 12
    }
}

Describe 'What the tables say' {
    It 'groups rules by their group, and shows the count as people read it' {
        $text = New-Sample SgRule | Out-String -Width 120
        $text | Should -Match ([regex]::Escape('Group: WebApp Application Load Balancer Security Group (sg-0123456789abcdef0) in vpc-0123456789abcdef0'))
        $text | Should -Match '4,294,967,296'
    }

    It 'shows a count of <Count> as <Text>' -ForEach @(
        @{ Count = 0; Text = '0' }, @{ Count = 65536; Text = '65,536' }, @{ Count = [bigint]::Pow(2, 33) - 1; Text = '8,589,934,591' }
        @{ Count = [bigint]::Pow(2, 64); Text = '2^64' }, @{ Count = [bigint]::Pow(2, 64) + 1; Text = '~2^64' }
        @{ Count = $null; Text = 'unknown' }
    ) {
        [AwsHardening.TableText]::Addresses($Count) | Should -BeExactly $Text
    }

    It 'shows a rule as open to <Text> when world is <World> and VPC is <Vpc>' -ForEach @(
        @{ World = $true; Vpc = $false; Text = 'world' }, @{ World = $false; Vpc = $true; Text = 'VPC' }
        @{ World = $false; Vpc = $false; Text = '' }, @{ World = $null; Vpc = $false; Text = 'unknown' }
        @{ World = $false; Vpc = $null; Text = 'unknown' }
    ) {
        [AwsHardening.TableText]::Open((New-Record SgRule @{ OpenToWorld = $World; OpenToVpc = $Vpc })) | Should -BeExactly $Text
    }

    It 'says of a plan that nothing was changed' {
        $reference = New-Record SgPeerReference @{ GroupId = 'sg-1'; Peers = [string[]] @(); NewRuleIds = [string[]] @(); Status = 'WhatIf' }
        $reference | Out-String -Width 120 | Should -Match 'not changed'
    }

    It 'marks what a reviewer must not overlook' {
        [AwsHardening.TableText]::MarksOf((New-Sample HardeningPlanChange)) | Should -BeExactly 'irreversible, risk, costs, owned'
        [AwsHardening.TableText]::Marks((New-Sample HardeningPlan)) | Should -BeExactly 'costs, irreversible, owned, risk'
    }

    It 'shows times in UTC' {
        [AwsHardening.TableText]::Time([datetimeoffset] '2026-11-22T02:17:00+02:00') | Should -BeExactly '2026-11-22 00:17:00Z'
    }
}
