BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Update-DataKey' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Initialize-DataKeyStore -Force
    }
    AfterEach { Disconnect-AwsHardening }

    It 'makes a new version, and leaves what earlier ones encrypted readable' {
        $null = New-DataKey application
        $message = Protect-Data 'x' -DataKeyId application
        $updated = Get-DataKey application | Update-DataKey
        $updated.Version, $updated.VersionCount | Should -Be 2, 2
        Unprotect-Data -InputObject $message -AsString | Should -BeExactly 'x'
        $updated | Undo-HardeningChange | Should -HaveCount 1
        (Get-DataKey application).Version, (Get-DataKey application).VersionCount | Should -Be 1, 2
    }

    It 'has KMS encrypt every version afresh with -Rewrap, and nobody sees a key' {
        $null = 'application', 'customer/4711' | New-DataKey
        $before = @($session.GetSandboxCalls()).Count
        (Get-DataKey | Update-DataKey -Rewrap).DataKeyId | Should -Be 'application', 'customer/4711'
        $calls = $session.GetSandboxCalls() | Select-Object -Skip $before
        @($calls | Where-Object Operation -EQ ReEncrypt) | Should -HaveCount 2
        $calls.Operation | Should -Not -Contain 'Decrypt'
    }

    It 'changes nothing under -WhatIf, and does not ask with -Confirm:$false' {
        $null = New-DataKey application
        Update-DataKey application -WhatIf
        (Get-DataKey application).Version | Should -Be 1
        (Update-DataKey application -Confirm:$false).Version | Should -Be 2
        { Update-DataKey absent -ErrorAction Stop } | Should -Throw -ErrorId 'DataKeyNotFound*'
    }
}
