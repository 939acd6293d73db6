BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Connect-AwsHardening' {
    AfterEach { Disconnect-AwsHardening }

    It 'opens an embedded account and returns its outputs' {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $session | Should -BeOfType AwsHardening.HardeningSession
        $session.AccountId | Should -Match '^\d{12}$'
        $session.Sandbox | Should -Be 'Fnd203'
        $session.Outputs.Keys | Should -Contain 'LoadBalancerFullDNS'
    }

    It 'gives every run of a template the same ids' {
        $first = Connect-AwsHardening -Sandbox Fnd203
        $second = Connect-AwsHardening -Sandbox Fnd203
        (Get-SgRule -Session $first).RuleId | Should -Be (Get-SgRule -Session $second).RuleId
    }

    It 'makes the last session the default' {
        $first = Connect-AwsHardening -Sandbox Fnd203
        $second = Connect-AwsHardening -Sandbox Fnd203
        $null = Get-SgRule
        $first.GetSandboxCalls() | Should -BeNullOrEmpty
        $second.GetSandboxCalls() | Should -Not -BeNullOrEmpty
    }

    It 'keeps to the requests a second that were said, in every Region' {
        $session = Connect-AwsHardening -Sandbox Fnd203 -RequestsPerSecond 2
        $session.RequestsPerSecond | Should -Be 2
        (Connect-AwsHardening -Sandbox Fnd203).RequestsPerSecond | Should -BeNullOrEmpty
        { Connect-AwsHardening -Sandbox Fnd203 -RequestsPerSecond -1 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        # The embedded account's clock moves on by what is waited.
        $facts = Get-AuditBaseline -Session $session -Region us-east-1, eu-west-1
        $facts | Should -Not -BeNullOrEmpty
        $session.GetSandboxCalls().Count | Should -BeGreaterThan 5
    }

    It 'connects without a call' {
        (Connect-AwsHardening -Sandbox Fnd203).GetSandboxCalls() | Should -BeNullOrEmpty
        $secret = [securestring]::new()
        'wJalrXUtnFEMI'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
        # Nobody listens there.
        $session = Connect-AwsHardening -Credential ([pscredential]::new('AKIAIOSFODNN7EXAMPLE', $secret)) -Region us-east-1 -EndpointUrl http://127.0.0.1:1
        $session.EndpointUrl | Should -Be 'http://127.0.0.1:1'
        $session.CredentialSource | Should -Be 'parameters'
    }

    It 'shows no secret in what it returns' {
        $secret = [securestring]::new()
        'wJalrXUtnFEMI'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
        $session = Connect-AwsHardening -Credential ([pscredential]::new('AKIAIOSFODNN7EXAMPLE', $secret)) -Region us-east-1 -SessionToken $secret
        $session | Format-List -Property * -Force | Out-String | Should -Not -Match 'wJalr'
        $session | ConvertTo-Json -Depth 5 | Should -Not -Match 'wJalr'
        $session | ForEach-Object { [System.Management.Automation.PSSerializer]::Serialize($_, 5) } | Should -Not -Match 'wJalr'
    }

    It 'refuses <What> with the id <Id>' -ForEach @(
        @{ What = 'an unknown template'; Arguments = @{ Sandbox = 'Nowhere' }; Id = 'SandboxTemplateNotFound'; Category = 'ObjectNotFound' }
        @{ What = 'an unknown profile'; Arguments = @{ ProfileName = 'nobody'; Region = 'us-east-1' }; Id = 'ProfileNotFound'; Category = 'ObjectNotFound' }
        @{ What = 'a Region that cannot be'; Arguments = @{ Region = 'mars' }; Id = 'RegionInvalid'; Category = 'InvalidArgument' }
        @{ What = 'an endpoint that is none'; Arguments = @{ Region = 'us-east-1'; EndpointUrl = 'nonsense' }; Id = 'EndpointUrlInvalid'; Category = 'InvalidArgument' }
    ) {
        Connect-AwsHardening @Arguments -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeExactly "$Id,AwsHardening.Account.ConnectAwsHardeningCommand"
        $problem[0].CategoryInfo.Category | Should -Be $Category
    }

    It 'leaves no earlier account connected when it fails' {
        $null = Connect-AwsHardening -Sandbox Fnd203
        Connect-AwsHardening -Sandbox Nowhere -ErrorAction SilentlyContinue
        Get-SgRule -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'NotConnected,AwsHardening.Network.GetSgRuleCommand'
        $problem[0].Exception.Message | Should -Match 'Nowhere'
    }

    It 'stays in the embedded account when another Region is said' {
        $null = Connect-AwsHardening -Sandbox Fnd203 -Region us-east-1
        $identity = Get-CallerIdentity -Region eu-west-1
        $identity.Region | Should -Be 'eu-west-1'
        $identity.AccountId | Should -Be (Get-CallerIdentity).AccountId
    }

    It 'takes two connections from the pipeline with their own values' {
        $sessions = [pscustomobject]@{ Sandbox = 'Fnd203'; Region = 'eu-west-1' }, [pscustomobject]@{ Sandbox = 'Fnd203'; Region = 'us-west-2' } |
            Connect-AwsHardening
        $sessions.Region | Should -Be 'eu-west-1', 'us-west-2'
    }
}

Describe 'The parameters of a connection' {
    AfterEach { Disconnect-AwsHardening }

    It 'contradict each other aloud' {
        $session = Connect-AwsHardening -Sandbox Fnd203
        { Get-SgRule -Session $session -ProfileName audit } | Should -Throw -ErrorId 'ParametersContradict,*'
    }

    It 'follow the environment where the SDK decides' {
        Disconnect-AwsHardening
        $env:AWS_ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE'
        $env:AWS_SECRET_ACCESS_KEY = 'none'
        try {
            $regions = foreach ($region in 'eu-west-1', 'us-west-2') {
                $env:AWS_REGION = $region
                # Nobody listens there; what counts is for which Region it was tried.
                $table = [AwsHardening.Pipeline.AsyncCmdlet].Assembly.GetType('AwsHardening.Account.RunspaceSessions')
                $sessions = $table.GetMethod('ForCurrentRunspace').Invoke($null, @())
                $choice = [AwsHardening.Pipeline.AsyncCmdlet].Assembly.GetType('AwsHardening.Account.SessionChoice').GetConstructors()[0].Invoke(@($null, $null, $null, $null))
                $table.GetMethod('Resolve').Invoke($sessions, @($choice)).Region
            }
            $regions | Should -Be 'eu-west-1', 'us-west-2'
        }
        finally {
            Remove-Item Env:AWS_ACCESS_KEY_ID, Env:AWS_SECRET_ACCESS_KEY, Env:AWS_REGION
        }
    }
}
