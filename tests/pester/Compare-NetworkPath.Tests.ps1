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

    It 'works out what a plan of network ACLs does, and what taking it back does' {
        $isolation = @{ Name = 'PoCProtectionAZ1'; SubnetId = 'Proof of Concept Public Subnet in AZ1'; Deny = '10.250.128.0/24' }
        $plan = New-IsolationNacl @isolation -PlanOnly
        $changes = $plan | Compare-NetworkPath
        $changes.Effect | Sort-Object -Unique | Should -Be 'Lost'
        $changes | Should -HaveCount @($plan.Changes[0].FlowsLost).Count
        $nacl = New-IsolationNacl @isolation
        $back = $nacl | Remove-IsolationNacl -PlanOnly | Compare-NetworkPath
        $back.Effect | Sort-Object -Unique | Should -Be 'Gained'
        $back.Traffic | Sort-Object | Should -Be ($changes.Traffic | Sort-Object)
        $null = $nacl | Undo-HardeningChange
    }

    It 'changes nothing' {
        $writes = @($session.GetSandboxCalls() | Where-Object Mutating).Count
        $null = Get-SgRule -GroupName 'WebApp*' | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly | Compare-NetworkPath
        $session.GetSandboxCalls() | Where-Object Mutating | Should -HaveCount $writes
    }
}

Describe 'Compare-NetworkPath for plans of endpoints' {
    BeforeAll { $null = Connect-AwsHardening -Sandbox SecurityEssentials }

    It 'works out what an endpoint does, without a warning, and so does its undo' {
        $api = (Get-ManagedInstance -Name api).InstanceId
        $changes = Enable-SessionManager $api -PlanOnly | Compare-NetworkPath -WarningVariable said
        $said | Should -BeNullOrEmpty
        $changes.Effect | Sort-Object -Unique | Should -Be 'Gained'
        ($changes.Destination -join ' ') | Should -Match 'com\.amazonaws\.us-east-2\.ssm \(by name\)'
        $null = Enable-SessionManager $api
        $plan = Get-HardeningChange | Where-Object ResourceType -Like 'AWS::EC2::[SV]*' | Undo-HardeningChange -PlanOnly
        $plan.Changes.FlowsCompared | Sort-Object -Unique | Should -BeTrue
        $plan.Changes.FlowsLost.Asked | Sort-Object -Unique | Should -BeTrue
        $plan.Changes.Risks | Should -BeNullOrEmpty
    }
}
