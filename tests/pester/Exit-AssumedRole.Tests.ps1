BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $null = Connect-AwsHardening -Sandbox Organization
    $role = 'OrganizationAccountAccessRole'
}

AfterAll { Disconnect-AwsHardening }

Describe 'Exit-AssumedRole' {
    It 'leaves roles in the reverse order' {
        $null = Invoke-AssumeRole $role -AccountId 200000000001 -AsDefault
        Exit-AssumedRole
        (Get-CallerIdentity).AccountId | Should -Be '123456789012'
        $null = Invoke-AssumeRole $role -AccountId 200000000001 -SetEnvironment
        $key = $env:AWS_ACCESS_KEY_ID
        $null = Invoke-AssumeRole $role -AccountId 200000000002 -SetEnvironment
        $env:AWS_ACCESS_KEY_ID | Should -Not -Be $key
        Exit-AssumedRole
        $env:AWS_ACCESS_KEY_ID | Should -Be $key
        Exit-AssumedRole
        $env:AWS_ACCESS_KEY_ID | Should -BeNullOrEmpty
    }

    It 'leaves all' {
        $null = Invoke-AssumeRole $role -AccountId 200000000001 -SetEnvironment
        $null = Invoke-AssumeRole $role -AccountId 200000000002 -SetEnvironment
        Exit-AssumedRole -All
        "$env:AWS_ACCESS_KEY_ID$env:AWS_SESSION_TOKEN" | Should -BeNullOrEmpty
    }

    It 'says when there is none to leave' {
        Exit-AssumedRole -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NoAssumedRole,*'
        { Exit-AssumedRole -ErrorAction Stop } | Should -Throw
    }
}
