BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Hide-ThreatFinding' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Enable-AuditBaseline -Region us-east-1 -Include GuardDuty
    }
    AfterEach { Disconnect-AwsHardening }

    It 'archives, and takes that back' {
        $null = New-SampleFinding -Force
        Get-ThreatFinding -SeverityLabel High | Hide-ThreatFinding
        (Get-ThreatFinding).Count | Should -Be 36
        (Get-ThreatFinding -IncludeArchived).Count | Should -Be 45
        $null = Get-HardeningChange | Where-Object ResourceType -EQ 'AWS::GuardDuty::Findings' | Where-Object Why -Like 'Archives*' | Undo-HardeningChange
        (Get-ThreatFinding).Count | Should -Be 45
    }

    It 'changes nothing under -WhatIf' {
        $null = New-SampleFinding -Force 'Backdoor:EC2/XORDDOS'
        $calls = (Get-Mutation).Count
        Get-ThreatFinding | Hide-ThreatFinding -WhatIf
        New-SampleFinding -WhatIf | Should -BeNullOrEmpty
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'writes a plan, and applies it' {
        $null = New-SampleFinding -Force 'Backdoor:EC2/XORDDOS', 'Recon:EC2/Portscan'
        $plan = Get-ThreatFinding | Hide-ThreatFinding -PlanOnly
        (Get-ThreatFinding).Count | Should -Be 2
        ($plan | Invoke-HardeningPlan).Status | Should -Be Applied
        Get-ThreatFinding | Should -BeNullOrEmpty
    }

    It 'takes the findings back by itself unless they are confirmed' {
        $null = New-SampleFinding -Force 'Backdoor:EC2/XORDDOS'
        Get-ThreatFinding | Hide-ThreatFinding -RevertAfter 00:00:02 -WarningAction SilentlyContinue
        Get-ThreatFinding | Should -BeNullOrEmpty
        Get-PendingRevert | Invoke-PendingRevert -Wait | Out-Null
        Wait-Until { -not (Get-PendingRevert) }
        (Get-ThreatFinding).Count | Should -Be 1
    }
}
