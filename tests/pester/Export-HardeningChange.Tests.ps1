BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
    function New-Plan([string] $GroupName = "WebApp*") { Get-SgRule -GroupName $GroupName | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly }
}

Describe 'Export-HardeningChange' {
    BeforeAll {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = New-Plan | Invoke-HardeningPlan
        $changes = Get-HardeningChange
    }
    BeforeEach { $path = Join-Path $TestDrive "$([guid]::NewGuid())" }
    AfterAll { Disconnect-AwsHardening }

    It 'writes the journal as JSON' {
        Export-HardeningChange $path | Should -BeOfType System.IO.FileInfo
        $json = Get-Content $path -Raw | ConvertFrom-Json
        $json.changeId | Should -Be $changes.ChangeId
        $json[0].status | Should -Be 'Applied'
        $json[0].before.SecurityGroupRules | Should -Not -BeNullOrEmpty
        $json[0].calls | Should -HaveCount 2
    }

    It 'writes changes from the pipeline as CSV' {
        $null = $changes | Export-HardeningChange $path -Format Csv
        $rows = Import-Csv $path
        $rows.ChangeId | Should -Be $changes.ChangeId
        $rows[0].Before | ConvertFrom-Json | Should -Not -BeNullOrEmpty
        $rows[0].Why | Should -Be $changes[0].Why
    }

    It 'selects by id and time' {
        $null = Export-HardeningChange $path -Id $changes[0].ChangeId
        (Get-Content $path -Raw | ConvertFrom-Json).changeId | Should -Be $changes[0].ChangeId
        $null = Export-HardeningChange $path -Since ([datetimeoffset]::MaxValue) -Force
        Get-Content $path -Raw | ConvertFrom-Json | Should -BeNullOrEmpty
    }

    It 'writes nothing under -WhatIf, and replaces a file only with -Force' {
        Export-HardeningChange $path -WhatIf | Should -BeNullOrEmpty
        $path | Should -Not -Exist
        Set-Content $path 'mine'
        { Export-HardeningChange $path -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content $path | Should -Be 'mine'
    }
}
