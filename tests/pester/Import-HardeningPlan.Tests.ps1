BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
    function New-Plan([string] $GroupName = "WebApp*") { Get-SgRule -GroupName $GroupName | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly }
}

Describe 'Import-HardeningPlan' {
    BeforeAll {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $plan = New-Plan
        $path = Join-Path $TestDrive 'plan.json'
        $null = $plan | Export-HardeningPlan -Path $path
    }
    AfterAll { Disconnect-AwsHardening }

    It 'reads what was written, from a path or a file' {
        (Import-HardeningPlan $path).Document | Should -BeExactly $plan.Document
        (Get-Item $path | Import-HardeningPlan).Document | Should -BeExactly $plan.Document
        ($path | Import-HardeningPlan).Changes.ResourceId | Should -Be $plan.Changes.ResourceId
    }

    It 'refuses a file with one byte altered, and says which change' {
        $bytes = [System.IO.File]::ReadAllBytes($path)
        $at = (Get-Content $path -Raw).IndexOf('"10.')
        $bytes[$at + 1] = [byte][char] '2'
        [System.IO.File]::WriteAllBytes("$TestDrive/altered.json", $bytes)
        Import-HardeningPlan "$TestDrive/altered.json" -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'PlanAltered,*'
        "$($problem[0])" | Should -Match "change $($plan.Changes[0].ChangeId) of $($plan.Changes[0].ResourceId)"
    }

    It 'reports a file that is not there, and one that is no plan, and reads the others' {
        Set-Content "$TestDrive/text.json" 'no plan'
        $read = "$TestDrive/none.json", "$TestDrive/text.json", $path | Import-HardeningPlan -ErrorAction SilentlyContinue -ErrorVariable problems
        $read | Should -HaveCount 1
        $problems.FullyQualifiedErrorId | Should -Be 'FileNotReadable,AwsHardening.Changes.ImportHardeningPlanCommand', 'PlanUnreadable,AwsHardening.Changes.ImportHardeningPlanCommand'
    }
}
