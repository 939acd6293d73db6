BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'New-SampleFinding' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Enable-AuditBaseline -Region us-east-1 -Include GuardDuty
    }
    AfterEach { Disconnect-AwsHardening }

    It 'counts as the workshop does' {
        $null = New-SampleFinding
        $counts = Get-ThreatFinding | Group-Object SeverityLabel -AsHashTable
        $counts.High.Count, $counts.Medium.Count, $counts.Low.Count | Should -Be 9, 31, 5
    }

    It 'takes types from the pipeline, and makes nothing under -WhatIf' {
        ('Backdoor:EC2/XORDDOS', 'Recon:EC2/Portscan' | New-SampleFinding).Type | Should -Be 'Backdoor:EC2/XORDDOS', 'Recon:EC2/Portscan'
        $calls = (Get-Mutation).Count
        New-SampleFinding -WhatIf | Should -BeNullOrEmpty
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'reports a type that GuardDuty does not have' {
        New-SampleFinding 'No:Such/Type' -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'BadRequestException,*'
        { New-SampleFinding 'No:Such/Type' -ErrorAction Stop } | Should -Throw
    }
}
