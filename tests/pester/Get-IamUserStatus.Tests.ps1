BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-IamUserStatus' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox SecurityEssentials }
    AfterEach { Disconnect-AwsHardening }

    It 'lists the root user and the workshop''s users' {
        $users = Get-IamUserStatus
        $users[0].IsRoot | Should -BeTrue
        $users.UserName | Should -Contain 'audit'
        $users.UserName | Should -Contain 'operator'
        ($users | Where-Object UserName -EQ audit).DirectPolicies.Name | Should -Be 'assume_read_only'
    }

    It 'takes names by value and by property name, and wildcards' {
        ('audit' | Get-IamUserStatus).UserName | Should -Be 'audit'
        ([pscustomobject] @{ UserName = 'operator' } | Get-IamUserStatus).UserName | Should -Be 'operator'
        (Get-IamUserStatus aud*).UserName | Should -Be 'audit'
    }

    It 'answers the audit questions by filters' {
        (Get-IamUserStatus -MissingMfa).UserName | Should -Be '<root_account>'
        Get-IamUserStatus -Activity Inactive | Should -BeNullOrEmpty
        (Get-IamUserStatus audit, operator -Activity NoCredential).UserName | Should -Be 'audit', 'operator'
    }

    It 'says who is not there, and stops where told to' {
        Get-IamUserStatus nobody -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NoSuchEntity,*'
        $problem[0].TargetObject | Should -Be 'nobody'
        { Get-IamUserStatus nobody, audit -ErrorAction Stop } | Should -Throw '*nobody*'
    }

    It 'completes names that were read' {
        $null = Get-IamUserStatus
        (Complete 'Get-IamUserStatus -UserName op').CompletionText | Should -Be 'operator'
    }

    It 'takes a session from the pipeline' {
        ($session | Get-IamUserStatus -UserName audit).AccountId | Should -Be $session.AccountId
    }

    It 'answers of a copy of an account as of the account, and knows not what the copy does not' {
        # A snapshot has the time of this machine, and so has a real account.
        $clock = (Get-Account $session).Clock
        $clock.Advance([datetimeoffset]::UtcNow - [timespan]::FromDays(100.25) - $clock.GetUtcNow())
        foreach ($user in 'console', 'worker') { $null = Invoke-Account $session iam CreateUser @{ UserName = $user } }
        $null = Invoke-Account $session iam CreateLoginProfile @{ UserName = 'console'; Password = 'Correct-horse-1' }
        (Get-AccountService $session AwsHardening.Sandbox.Iam.IamService).AddDevice('worker', 'arn:aws:iam::123456789012:mfa/worker')
        $key = (Invoke-Account $session iam CreateAccessKey @{ UserName = 'worker' }).Value['AccessKeyId'].ToString()
        $clock.Advance([timespan]::FromDays(30))
        $null = (Get-Account $session).InvokeAs($key, 'sts', 'GetCallerIdentity', [System.Text.Json.Nodes.JsonObject]::new(), $null)
        $clock.Advance([timespan]::FromDays(70))
        $before = Get-IamUserStatus | Where-Object { -not $_.IsRoot -and $_.UserName -ne 'admin' }
        $null = Export-AccountSnapshot -Path "$TestDrive/users.snapshot" -WarningAction SilentlyContinue
        $copy = Connect-AwsHardening -Sandbox "$TestDrive/users.snapshot"
        $after = Get-IamUserStatus -Session $copy -WarningAction SilentlyContinue
        foreach ($was in $before) {
            $is = $after | Where-Object UserName -EQ $was.UserName
            foreach ($fact in 'Activity', 'ConsoleOnly', 'ConsolePassword', 'Mfa', 'MissingMfa', 'OldestKeyAgeDays', 'Arn', 'Groups') {
                $is.$fact | Should -Be $was.$fact -Because "$fact of $($was.UserName)"
            }
            "$($is.DirectPolicies)" | Should -Be "$($was.DirectPolicies)"
            @($is.AccessKeys).AccessKeyId | Should -Be @($was.AccessKeys).AccessKeyId
            @($is.MfaDevices).Type | Should -Be @($was.MfaDevices).Type
        }
        ($after | Where-Object UserName -EQ worker).AccessKeys.LastUsed.Date | Should -Be ($before | Where-Object UserName -EQ worker).AccessKeys.LastUsed.Date
        (Get-IamUserStatus -Activity Inactive -InactiveDays 90 -Session $copy -WarningAction SilentlyContinue).UserName | Should -Contain 'console'
        $root = $after | Where-Object IsRoot
        $root.Mfa, $root.ConsolePassword | Should -Be $null, $null -Because 'nobody has read the root user'
        $root.Activity | Should -Be 'Unknown'
        $root.Unread | Should -Not -BeNullOrEmpty
        Disconnect-AwsHardening -Session $copy
    }
}
