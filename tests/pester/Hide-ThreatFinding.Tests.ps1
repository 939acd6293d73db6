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
        $null = New-SampleFinding
        Get-ThreatFinding -SeverityLabel High | Hide-ThreatFinding
        (Get-ThreatFinding).Count | Should -Be 36
        (Get-ThreatFinding -IncludeArchived).Count | Should -Be 45
        $null = Get-HardeningChange | Where-Object ResourceType -EQ 'AWS::GuardDuty::Findings' | Where-Object Why -Like 'Archives*' | Undo-HardeningChange
        (Get-ThreatFinding).Count | Should -Be 45
    }

    It 'changes nothing under -WhatIf' {
        $null = New-SampleFinding 'Backdoor:EC2/XORDDOS'
        $calls = (Get-Mutation).Count
        Get-ThreatFinding | Hide-ThreatFinding -WhatIf
        New-SampleFinding -WhatIf | Should -BeNullOrEmpty
        (Get-Mutation).Count | Should -Be $calls
    }
}
