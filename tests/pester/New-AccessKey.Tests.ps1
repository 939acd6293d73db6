BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $file = @{ Vault = 'File'; Passphrase = ConvertTo-SecureString 'four words are enough' -AsPlainText -Force }
    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'New-AccessKey' {
    BeforeEach {
        Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item
        $session = Connect-AwsHardening -Sandbox Fnd203
        $user = (Get-CallerIdentity).PrincipalName
    }
    AfterEach { Disconnect-AwsHardening }

    It 'makes a key straight into the vault, from the pipeline by value and by property name' {
        $made = $user | New-AccessKey @file
        $made.Name | Should -BeExactly $user
        (Get-HardeningChange -Id $made.ChangeId).Status | Should -Be 'Applied'
        # With the administrator's own that was there, two.
        { New-AccessKey $user -Name third @file -ErrorAction Stop } | Should -Throw -ErrorId 'AccessKeyQuotaReached*'
        $null = Undo-HardeningChange -Id $made.ChangeId -Force -Confirm:$false
        $second = [pscustomobject]@{ UserName = $user; Name = 'second' } | New-AccessKey @file -Confirm:$false
        $second.Name | Should -BeExactly 'second'
        (Get-Mutation).Operation | Should -Be 'CreateAccessKey', 'DeleteAccessKey', 'CreateAccessKey'
    }

    It 'makes nothing under -WhatIf, without a passphrase that opens the vault, or for nobody' {
        New-AccessKey $user @file -WhatIf | Should -BeNullOrEmpty
        $null = Save-VaultCredential other ([pscredential]::new('AKIAIOSFODNN7EXAMPLE', $file.Passphrase)) @file
        { New-AccessKey $user -Vault File -Passphrase (ConvertTo-SecureString 'another one' -AsPlainText -Force) -ErrorAction Stop } |
            Should -Throw -ErrorId 'VaultPassphraseWrong*'
        { New-AccessKey nobody @file -ErrorAction Stop } | Should -Throw -ErrorId 'NoSuchEntity*'
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'is taken back by Undo-HardeningChange' {
        $made = New-AccessKey $user @file
        $null = Undo-HardeningChange -Id $made.ChangeId -Force -Confirm:$false
        (Get-Mutation).Operation | Should -Be 'CreateAccessKey', 'DeleteAccessKey'
    }
}
