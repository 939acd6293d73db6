BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox SecurityEssentials
    $null = Enable-AuditBaseline -Include CloudTrail, GuardDuty -Region us-east-2 -TrailName audit -WarningAction SilentlyContinue
    $null = Enable-SecurityAlarm RootUse, GuardDutyFinding -Email a@example.com -WarningAction SilentlyContinue
}

AfterAll { Disconnect-AwsHardening }

Describe 'Test-SecurityAlarm' {
    It 'fails at the subscription until somebody confirms it' {
        $test = Test-SecurityAlarm RootUse
        $test.Result | Should -BeExactly 'Failed'
        $test.Reason | Should -BeLike 'Subscription: nobody has confirmed*'
        ($test.Checks | Where-Object Check -EQ Delivery).State | Should -BeExactly 'Skipped'
    }

    It 'sends an event through to whoever has' {
        $session.ConfirmSandboxSubscription('a@example.com') | Should -Be 1
        $names = [pscustomobject] @{ Name = 'RootUse' }, [pscustomobject] @{ Name = 'GuardDutyFinding' }
        ($names | Test-SecurityAlarm).Result | Should -Be 'Passed', 'Passed'
        $session.GetSandboxMail().Subject | Should -Contain 'ALARM: "AwsHardening-RootUse" in US East (Ohio)'
    }

    It 'says what was never set up, and changes nothing under -WhatIf' {
        ($session | Test-SecurityAlarm -Name VpcChanges -WhatIf -Send).Result | Should -BeExactly 'Missing'
        { Test-SecurityAlarm NoSuch -ErrorAction Stop } | Should -Throw -ErrorId 'SecurityAlarmNotKnown,*'
        Test-SecurityAlarm NoSuch -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}
