BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Disable-DataKey' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Initialize-DataKeyStore -Force
    }
    AfterEach { Disconnect-AwsHardening }

    It 'stops new use, says so, and is taken back' {
        $null = New-DataKey application
        $message = Protect-Data 'x' -DataKeyId application
        $disabled = Get-DataKey application | Disable-DataKey -WarningVariable said -WarningAction SilentlyContinue
        $disabled.Status | Should -BeExactly 'Disabled'
        $said | Should -Match 'stops new use only'
        Unprotect-Data -InputObject $message -AsString | Should -BeExactly 'x'
        { Protect-Data 'x' -DataKeyId application -ErrorAction Stop } | Should -Throw -ErrorId 'DataKeyDisabled*'
        $disabled | Undo-HardeningChange | Should -HaveCount 1
        (Get-DataKey application).Status | Should -BeExactly 'Enabled'
    }

    It 'changes nothing under -WhatIf' {
        $null = New-DataKey application
        Disable-DataKey application -WhatIf -WarningAction SilentlyContinue
        (Get-DataKey application).Status | Should -BeExactly 'Enabled'
    }
}
