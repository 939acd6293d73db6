BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox SecurityEssentials
    $null = Enable-AuditBaseline -Include CloudTrail, GuardDuty -Region us-east-2 -TrailName audit -WarningAction SilentlyContinue
    $null = Enable-SecurityAlarm RootUse, GuardDutyFinding -Email a@example.com -WarningAction SilentlyContinue
    $null = $session.ConfirmSandboxSubscription('a@example.com')
}

AfterAll { Disconnect-AwsHardening }

Describe 'Disable-SecurityAlarm' {
    It 'removes nothing under -WhatIf and with -PlanOnly' {
        (Disable-SecurityAlarm -All -WhatIf).Status | Sort-Object -Unique | Should -Be 'Kept', 'WhatIf'
        (Disable-SecurityAlarm RootUse -PlanOnly).Changes.ResourceType | Should -Be 'AWS::CloudWatch::Alarm', 'AWS::Logs::MetricFilter'
        (Get-SecurityAlarm GuardDutyFinding).Status | Should -BeExactly 'Working'
    }

    It 'removes one alarm that is piped in by name, and leaves what the others need' {
        ([pscustomobject] @{ Name = 'RootUse' } | Disable-SecurityAlarm -Confirm:$false).Status | Should -Be 'Removed', 'Removed'
        (Get-SecurityAlarm RootUse).Status | Should -BeExactly 'Missing'
        (Get-SecurityAlarm GuardDutyFinding).Status | Should -BeExactly 'Working'
    }

    It 'removes all in the sessions that are piped in, with what somebody has confirmed where that is said' {
        $items = $session | Disable-SecurityAlarm -All -Force -Confirm:$false
        ($items | Where-Object ResourceType -EQ 'AWS::SNS::Topic').Status | Should -BeExactly 'Removed'
        (Get-SecurityAlarm).Status | Sort-Object -Unique | Should -Be 'Missing'
    }

    It 'has an error for an alarm that there is not' {
        { Disable-SecurityAlarm NoSuch -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'SecurityAlarmNotKnown,*'
        Disable-SecurityAlarm NoSuch -Confirm:$false -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}
