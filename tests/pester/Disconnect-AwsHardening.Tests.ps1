BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Disconnect-AwsHardening' {
    It 'closes the default session' {
        $session = Connect-AwsHardening -Sandbox Fnd203
        Disconnect-AwsHardening
        Get-SgRule -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
        Get-CallerIdentity -Session $session -ErrorAction SilentlyContinue -ErrorVariable closed | Should -BeNullOrEmpty
        $closed[0].FullyQualifiedErrorId | Should -BeExactly 'SessionClosed,AwsHardening.Account.GetCallerIdentityCommand'
    }

    It 'closes the session that is piped in, and leaves the default' {
        $other = Connect-AwsHardening -Sandbox Fnd203
        $default = Connect-AwsHardening -Sandbox Fnd203
        $other | Disconnect-AwsHardening
        Get-CallerIdentity | Should -Not -BeNullOrEmpty
        $default.GetSandboxCalls() | Should -Not -BeNullOrEmpty
        Disconnect-AwsHardening
    }

    It 'closes two sessions from the pipeline' {
        $sessions = (Connect-AwsHardening -Sandbox Fnd203), (Connect-AwsHardening -Sandbox Fnd203)
        $sessions | Disconnect-AwsHardening
        foreach ($session in $sessions) { Get-CallerIdentity -Session $session -ErrorAction SilentlyContinue | Should -BeNullOrEmpty }
    }

    It 'has nothing against nothing' {
        { Disconnect-AwsHardening; Disconnect-AwsHardening -ErrorAction Stop } | Should -Not -Throw
        Disconnect-AwsHardening -Verbose 4>&1 | Should -BeLike '*no session*'
    }

    It 'forgets a failed connection' {
        Connect-AwsHardening -Sandbox Nowhere -ErrorAction SilentlyContinue
        Disconnect-AwsHardening
        Get-SgRule -EndpointUrl http://127.0.0.1:1 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -Not -BeLike 'NotConnected*'
    }
}
