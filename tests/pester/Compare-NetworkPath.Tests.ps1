BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox Fnd203
}

AfterAll { Disconnect-AwsHardening }

Describe 'Compare-NetworkPath' {
    It 'writes nothing for a plan that changes no flow, and the plan says so itself' {
        $plan = Get-SgRule -GroupName 'WebApp*' | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly
        $plan | Compare-NetworkPath | Should -BeNullOrEmpty
        $plan.Changes.FlowsCompared | Sort-Object -Unique | Should -BeTrue
        ($plan | Show-HardeningPlan) -match 'Flows: none is lost, none is gained' | Should -HaveCount 2
    }

    It 'lists what a group chosen by hand would cut' {
        $poc = (Get-SgRule -GroupName 'PoC Web*')[0].GroupId
        $plan = Get-SgRule -GroupName 'Services Server*' -Direction Egress -Port 22 | Set-SgPeerReference -Peer $poc -PlanOnly -Force
        $changes = $plan | Compare-NetworkPath
        $changes | Should -BeOfType AwsHardening.NetworkPathChange
        $changes.Effect | Sort-Object -Unique | Should -Be 'Lost'
        $changes.Traffic | Sort-Object -Unique | Should -Be 'tcp 22'
        ($changes.Destination -join ' ') | Should -Match '10\.0\.1\.4'
        $plan.Changes[0].FlowsLost | Should -HaveCount @($changes).Count
        $plan.Changes[0].Risks -match 'it would cut' | Should -Not -BeNullOrEmpty
        (Compare-NetworkPath -Plan $plan).Effect | Should -Be $changes.Effect
    }

    It 'changes nothing' {
        $session.GetSandboxCalls() | Where-Object Mutating | Should -BeNullOrEmpty
    }
}
