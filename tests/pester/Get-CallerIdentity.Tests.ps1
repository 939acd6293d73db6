BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox Fnd203
}

AfterAll { Disconnect-AwsHardening }

Describe 'Get-CallerIdentity' {
    It 'asks AWS STS once' {
        $identity = Get-CallerIdentity
        $identity | Should -BeOfType AwsHardening.CallerIdentity
        $identity.AccountId | Should -Be $session.AccountId
        $identity.Partition | Should -Be 'aws'
        $identity.Arn | Should -BeLike "arn:aws:*::$($session.AccountId):*"
        $calls = $session.GetSandboxCalls()
        $calls.Operation | Should -Be 'GetCallerIdentity'
        $calls.Mutating | Should -Be $false
    }

    It 'says when AWS cannot be reached' {
        $secret = [securestring]::new()
        $secret.AppendChar('x')
        $nowhere = Connect-AwsHardening -Credential ([pscredential]::new('AKIAIOSFODNN7EXAMPLE', $secret)) -Region us-east-1 -EndpointUrl http://127.0.0.1:1
        Get-CallerIdentity -Session $nowhere -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'AwsUnreachable,AwsHardening.Account.GetCallerIdentityCommand'
        $problem[0].CategoryInfo.Category | Should -Be 'ConnectionError'
        $nowhere | Disconnect-AwsHardening
    }
}
