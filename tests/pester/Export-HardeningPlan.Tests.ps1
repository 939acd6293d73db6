BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
    function New-Plan([string] $GroupName = "WebApp*") { Get-SgRule -GroupName $GroupName | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly }
}

Describe 'Export-HardeningPlan' {
    BeforeAll {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $plan = New-Plan
    }
    BeforeEach { $path = Join-Path $TestDrive "$([guid]::NewGuid()).json" }
    AfterAll { Disconnect-AwsHardening }

    It 'writes the plan as JSON and answers the file' {
        $file = $plan | Export-HardeningPlan -Path $path
        $file | Should -BeOfType System.IO.FileInfo
        $json = Get-Content $file -Raw | ConvertFrom-Json
        $json.planId | Should -Be $plan.PlanId
        $json.sha256 | Should -Be $plan.Sha256
        $json.changes | Should -HaveCount 2
    }

    It 'fits the published schema' {
        $null = $plan | Export-HardeningPlan -Path $path
        Test-Json -Path $path -SchemaFile (Join-Path $RepositoryRoot 'docs/plan.schema.json') | Should -BeTrue
    }

    It 'takes a path relative to the current location' {
        Push-Location TestDrive:/
        try { ($plan | Export-HardeningPlan -Path relative.json).FullName | Should -Be (Join-Path $TestDrive 'relative.json') } finally { Pop-Location }
        Join-Path $TestDrive 'relative.json' | Should -Exist
    }

    It 'replaces a file only with -Force' {
        Set-Content $path 'mine'
        { $plan | Export-HardeningPlan -Path $path -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content $path | Should -Be 'mine'
        $null = $plan | Export-HardeningPlan -Path $path -Force
        Get-Content $path -Raw | Should -BeExactly $plan.Document
    }

    It 'writes nothing under -WhatIf, nor with -Force under $WhatIfPreference' {
        $plan | Export-HardeningPlan -Path $path -WhatIf | Should -BeNullOrEmpty
        & { $WhatIfPreference = $true; $plan | Export-HardeningPlan -Path $path -Force }
        $path | Should -Not -Exist
    }
}
