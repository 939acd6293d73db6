BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
    function New-Plan([string] $GroupName = "WebApp*") { Get-SgRule -GroupName $GroupName | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly }
}

Describe 'Join-HardeningPlan' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'makes one plan of several, in order' {
        $database = New-Plan 'WebApp Database*'; $web = New-Plan 'WebApp Web*'
        $joined = $database, $web | Join-HardeningPlan
        $joined | Should -HaveCount 1
        $joined.Changes.ResourceId | Should -Be ($database.Changes.ResourceId, $web.Changes.ResourceId)
        $joined.PlanId | Should -Not -BeIn $database.PlanId, $web.PlanId
        $joined | Invoke-HardeningPlan | Should -HaveCount 2
    }

    It 'refuses plans that change the same thing' {
        $plan = New-Plan
        { $plan, $plan | Join-HardeningPlan -ErrorAction Stop } | Should -Throw -ErrorId 'PlanNotJoinable,*'
    }

    It 'makes nothing of nothing' {
        @() | Join-HardeningPlan | Should -BeNullOrEmpty
    }
}
