BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Security alarms' {
    BeforeAll {
        $session = Connect-AwsHardening -Sandbox SecurityEssentials
        $null = Enable-AuditBaseline -Include CloudTrail, GuardDuty -Region us-east-2 -TrailName audit -WarningAction SilentlyContinue
        $calls = (Get-Mutation).Count
    }
    AfterAll { Disconnect-AwsHardening }

    It 'are set up by nobody under -WhatIf and with -PlanOnly' {
        (Enable-SecurityAlarm -All -Email a@example.com -WhatIf).Status | Sort-Object -Unique | Should -Be 'WhatIf'
        $plan = Enable-SecurityAlarm RootUse -Email a@example.com -PlanOnly
        $plan.Changes.ResourceType | Should -Be 'AWS::Logs::LogGroup', 'AWS::IAM::Role', 'AWS::IAM::RolePolicy', 'AWS::CloudTrail::Trail', 'AWS::KMS::Key', 'AWS::SNS::Topic', 'AWS::Logs::MetricFilter', 'AWS::CloudWatch::Alarm'
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'are refused without anybody to tell, and where there is no such alarm' {
        Enable-SecurityAlarm RootUse -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NobodyToTell,*'
        { Enable-SecurityAlarm NoSuch -Email a@example.com -ErrorAction Stop } | Should -Throw -ErrorId 'SecurityAlarmNotKnown,*'
        { Enable-SecurityAlarm RootUse -Email nobody } | Should -Throw
    }

    It 'are set up, wait for the address, tell it, and change nothing the second time' {
        $items = Enable-SecurityAlarm RootUse, GuardDutyFinding -Email a@example.com -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue
        ($items | Where-Object ResourceType -EQ 'AWS::SNS::Subscription').Status | Should -BeExactly 'PendingConfirmation'
        $warnings | Should -BeLike 'a@example.com is told of nothing*'
        (Test-SecurityAlarm RootUse).Reason | Should -BeLike 'Subscription: nobody has confirmed*'
        $session.ConfirmSandboxSubscription('a@example.com') | Should -Be 1
        $tests = [pscustomobject] @{ Name = 'RootUse' }, [pscustomobject] @{ Name = 'GuardDutyFinding' } | Test-SecurityAlarm
        $tests.Result | Should -Be 'Passed', 'Passed'
        $session.GetSandboxMail().Subject | Should -Contain 'ALARM: "AwsHardening-RootUse" in US East (Ohio)'
        (Get-SecurityAlarm | Where-Object Status -EQ Working).Name | Should -Be 'RootUse', 'GuardDutyFinding'
        (Enable-SecurityAlarm RootUse, GuardDutyFinding -Email a@example.com).Status | Sort-Object -Unique | Should -Be 'Unchanged'
    }

    It 'are taken down, unless nobody can be asked about those who confirmed' {
        $items = Disable-SecurityAlarm -All -WhatIf
        $items.Status | Sort-Object -Unique | Should -Be 'Kept', 'WhatIf'
        $items = Disable-SecurityAlarm RootUse -Confirm:$false
        $items.Status | Should -Be 'Removed', 'Removed'
        $items = $session | Disable-SecurityAlarm -All -Force -Confirm:$false
        ($items | Where-Object ResourceType -EQ 'AWS::SNS::Topic').Status | Should -BeExactly 'Removed'
        (Get-SecurityAlarm).Status | Sort-Object -Unique | Should -Be 'Missing'
    }

    It 'are offered by tab completion, and so are trails that were seen' {
        (Complete 'Enable-SecurityAlarm Root').CompletionText | Should -Be 'RootUse', 'RootAccessKey'
        (Complete 'Get-SecurityAlarm -TrailName au').CompletionText | Should -Be 'audit'
    }
}
