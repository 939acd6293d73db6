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
}
