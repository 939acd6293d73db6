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
        $null = New-SampleFinding -Force
        $counts = Get-ThreatFinding | Group-Object SeverityLabel -AsHashTable
        $counts.High.Count, $counts.Medium.Count, $counts.Low.Count | Should -Be 9, 31, 5
    }

    It 'takes types from the pipeline, and makes nothing under -WhatIf' {
        ('Backdoor:EC2/XORDDOS', 'Recon:EC2/Portscan' | New-SampleFinding -Force).Type | Should -Be 'Backdoor:EC2/XORDDOS', 'Recon:EC2/Portscan'
        $calls = (Get-Mutation).Count
        New-SampleFinding -WhatIf | Should -BeNullOrEmpty
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'reports a type that GuardDuty does not have' {
        New-SampleFinding -Force 'No:Such/Type' -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'BadRequestException,*'
        { New-SampleFinding -Force 'No:Such/Type' -ErrorAction Stop } | Should -Throw
    }

    It 'makes nothing that cannot be taken back where nobody can be asked twice' {
        $calls = (Get-Mutation).Count
        New-SampleFinding -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ConfirmationNeeded,*'
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'refuses -RevertAfter: no call takes samples back' {
        $calls = (Get-Mutation).Count
        New-SampleFinding -Force -RevertAfter 00:10:00 -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RevertNotPossible,*'
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'writes a plan that says it is irreversible, and is applied as it stands' {
        $plan = New-SampleFinding 'Backdoor:EC2/XORDDOS' -PlanOnly
        $plan.Changes[0].Irreversible | Should -BeTrue
        Get-ThreatFinding | Should -BeNullOrEmpty
        ($plan | Invoke-HardeningPlan -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problem) | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ConfirmationNeeded,*'
        ($plan | Invoke-HardeningPlan -Force).Status | Should -Be Applied
        (Get-ThreatFinding).Type | Should -Be 'Backdoor:EC2/XORDDOS'
    }
}
