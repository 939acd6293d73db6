BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $file = @{ Vault = 'File'; Passphrase = New-Secret 'four words are enough' }
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
        $null = Save-VaultCredential other ([pscredential]::new('AKIAIOSFODNN7EXAMPLE', (New-Secret any))) @file
        { New-AccessKey $user -Vault File -Passphrase (New-Secret 'another one') -ErrorAction Stop } |
            Should -Throw -ErrorId 'VaultPassphraseWrong*'
        { New-AccessKey nobody @file -ErrorAction Stop } | Should -Throw -ErrorId 'NoSuchEntity*'
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'writes a plan for reading, which is not applied for want of a place for the secret' {
        $plan = New-AccessKey $user @file -PlanOnly
        $plan.Changes.Calls -replace '^.*?iam:(\w+).*', '$1' | Should -Be 'CreateAccessKey'
        Join-Path $env:AWS_HARDENING_HOME 'vault.json' | Should -Not -Exist
        $plan | Invoke-HardeningPlan -Force -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ChangeNeedsVault*'
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'is deleted again by itself unless it is confirmed' {
        $made = New-AccessKey $user @file -RevertAfter 00:00:02 -WarningAction SilentlyContinue
        Get-PendingRevert | Invoke-PendingRevert -Wait | Out-Null
        Wait-Until { -not (Get-PendingRevert) }
        (Get-Mutation).Operation | Should -Be 'CreateAccessKey', 'DeleteAccessKey'
        (Get-HardeningChange -Id $made.ChangeId).Status | Should -Be 'Undone'
    }

    It 'is taken back by Undo-HardeningChange' {
        $made = New-AccessKey $user @file
        $null = Undo-HardeningChange -Id $made.ChangeId -Force -Confirm:$false
        (Get-Mutation).Operation | Should -Be 'CreateAccessKey', 'DeleteAccessKey'
    }
}
