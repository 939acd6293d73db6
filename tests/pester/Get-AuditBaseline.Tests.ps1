BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Get-AuditBaseline' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'says No with the reason where nothing is set up, and changes nothing' {
        $facts = Get-AuditBaseline
        $facts | Should -BeOfType AwsHardening.AuditBaselineFact
        $facts.State | Sort-Object -Unique | Should -Be 'No'
        ($facts.Region | Sort-Object -Unique).Count | Should -Be 17
        ($facts | Where-Object Service -EQ 'GuardDuty').Reason | Sort-Object -Unique | Should -Be 'no detector'
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'asks for global types in the home Region alone' {
        (Get-AuditBaseline -Include Config -HomeRegion eu-west-1 | Where-Object Check -EQ 'GlobalTypes').Region | Should -Be 'eu-west-1'
    }

    It 'reports a Region that is none' {
        Get-AuditBaseline -Region us-east-1, us-moon-1 -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
        { Get-AuditBaseline -Region us-east-1, us-moon-1 -ErrorAction Stop } | Should -Throw -ErrorId 'RegionNotEnabled*'
    }
}
