BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox SecurityEssentials
    $null = Enable-AuditBaseline -Include CloudTrail, GuardDuty -Region us-east-2 -TrailName audit -WarningAction SilentlyContinue
    $null = Enable-SecurityAlarm RootUse, GuardDutyFinding -Email a@example.com -WarningAction SilentlyContinue
}

AfterAll { Disconnect-AwsHardening }

Describe 'Get-SecurityAlarm' {
    It 'tells what works, what waits and what is missing' {
        $alarms = Get-SecurityAlarm
        $alarms.Count | Should -Be 21
        ($alarms | Where-Object Status -NE Missing).Name | Should -Be 'RootUse', 'GuardDutyFinding'
        ($alarms | Where-Object Name -EQ GuardDutyFinding).Reasons | Should -BeLike 'nobody has confirmed*'
        $null = $session.ConfirmSandboxSubscription('a@example.com')
        (Get-SecurityAlarm GuardDutyFinding).Status | Should -BeExactly 'Working'
    }

    It 'takes names and sessions from the pipeline' {
        ([pscustomobject] @{ Name = 'RootUse' } | Get-SecurityAlarm).Name | Should -Be 'RootUse'
        ($session | Get-SecurityAlarm -Name RootUse).AccountId | Should -Be $session.AccountId
    }

    It 'has an error for an alarm that there is not' {
        { Get-SecurityAlarm NoSuch -ErrorAction Stop } | Should -Throw -ErrorId 'SecurityAlarmNotKnown,*'
        Get-SecurityAlarm NoSuch -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}
