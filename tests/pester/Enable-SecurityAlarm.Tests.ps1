BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox SecurityEssentials
    $null = Enable-AuditBaseline -Include CloudTrail, GuardDuty -Region us-east-2 -TrailName audit -WarningAction SilentlyContinue

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

AfterAll { Disconnect-AwsHardening }

Describe 'Enable-SecurityAlarm' {
    It 'changes nothing under -WhatIf and with -PlanOnly' {
        $calls = (Get-Mutation).Count
        (Enable-SecurityAlarm RootUse, UnusualKmsActivity -Email a@example.com -WhatIf).Status | Sort-Object -Unique | Should -Be 'WhatIf'
        (Enable-SecurityAlarm RootUse -Email a@example.com -PlanOnly).Changes.ResourceType | Should -Be @(
            'AWS::Logs::LogGroup', 'AWS::IAM::Role', 'AWS::IAM::RolePolicy', 'AWS::CloudTrail::Trail', 'AWS::KMS::Key', 'AWS::SNS::Topic'
            'AWS::Logs::MetricFilter', 'AWS::CloudWatch::Alarm')
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'is refused without anybody to tell, and where there is no such alarm' {
        Enable-SecurityAlarm RootUse -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NobodyToTell,*'
        { Enable-SecurityAlarm NoSuch -Email a@example.com -ErrorAction Stop } | Should -Throw -ErrorId 'SecurityAlarmNotKnown,*'
        { Enable-SecurityAlarm RootUse -Email nobody } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'sets alarms up that are piped in by name, says who has to confirm, and changes nothing the second time' {
        $names = [pscustomobject] @{ Name = 'RootUse' }, [pscustomobject] @{ Name = 'GuardDutyFinding' }
        $items = $names | Enable-SecurityAlarm -Email a@example.com -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue
        ($items | Where-Object ResourceType -EQ 'AWS::SNS::Subscription').Status | Sort-Object -Unique | Should -BeExactly 'PendingConfirmation'
        $warnings[0] | Should -BeLike 'a@example.com is told of nothing*'
        $calls = (Get-Mutation).Count
        (Enable-SecurityAlarm RootUse, GuardDutyFinding -Email a@example.com -WarningAction SilentlyContinue).Status | Sort-Object -Unique | Should -Be 'PendingConfirmation', 'Unchanged'
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'completes the names of alarms, and of trails that were seen' {
        (Complete 'Enable-SecurityAlarm Root').CompletionText | Should -Be 'RootUse', 'RootAccessKey'
        (Complete 'Enable-SecurityAlarm -TrailName au').CompletionText | Should -Be 'audit'
    }
}
