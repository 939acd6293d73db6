BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Get-DataKey' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Initialize-DataKeyStore -Force
    }
    AfterEach { Disconnect-AwsHardening }

    It 'lists keys by id, from the pipeline, or all of the table' {
        $null = 'application', 'customer/4711' | New-DataKey
        (Get-DataKey).DataKeyId | Should -Be 'application', 'customer/4711'
        ('customer/4711' | Get-DataKey).EncryptionContext['data-key-id'] | Should -BeExactly 'customer/4711'
        Get-DataKey application | Should -BeOfType AwsHardening.DataKey
    }

    It 'reports each key that is not there' {
        $null = New-DataKey application
        (Get-DataKey absent, application -ErrorAction SilentlyContinue -ErrorVariable problem).DataKeyId | Should -BeExactly 'application'
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'DataKeyNotFound,AwsHardening.Encryption.GetDataKeyCommand'
        { Get-DataKey absent -ErrorAction Stop } | Should -Throw -ErrorId 'DataKeyNotFound*'
    }
}
