BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $file = @{ Vault = 'File'; Passphrase = New-Secret 'four words are enough' }
    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Update-AccessKey' {
    BeforeEach {
        Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item
        $session = Connect-AwsHardening -Sandbox Fnd203
        # The administrator's own key: the embedded account asks for no secret.
        $made = Save-VaultCredential mine ([pscredential]::new('AKIAEY46GQZ6IQKCBAWJ', (New-Secret any))) @file
    }
    AfterEach { Disconnect-AwsHardening }

    It 'rotates in order' {
        $rotated = $made | Update-AccessKey @file -WaitBeforeDelete 0 -Force
        (Get-Mutation).Operation | Should -Be 'CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'
        $rotated.AccessKeyId | Should -Not -Be $made.AccessKeyId
    }

    It 'rotates the key of its own session, which goes on' {
        $null = Connect-AwsHardening -VaultCredential mine -Session $session @file
        $null = Update-AccessKey mine @file -WaitBeforeDelete 0 -Force
        (Get-CallerIdentity).PrincipalType | Should -BeExactly 'User'
    }

    It 'shows all three steps under -WhatIf and makes none' {
        Update-AccessKey mine @file -WhatIf | Should -BeNullOrEmpty
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'plans all three steps for reading, and refuses to be reverted by time' {
        $plan = Update-AccessKey mine @file -PlanOnly
        $plan.Changes.Calls -replace '^.*?iam:(\w+).*', '$1' | Should -Be 'CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'
        $plan.Changes[-1].Irreversible | Should -BeTrue
        { Update-AccessKey mine @file -Force -RevertAfter 00:10:00 -ErrorAction Stop } | Should -Throw -ErrorId 'RevertNotPossible*'
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'leaves the old key inactive where nobody can be asked, and deletes it with the next run' {
        $half = Update-AccessKey mine @file -WaitBeforeDelete 0 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'ConfirmationNeeded*'
        $half.Rotation | Should -Match $made.AccessKeyId
        $whole = Update-AccessKey mine @file -WaitBeforeDelete 0 -Force
        $whole.AccessKeyId | Should -BeExactly $half.AccessKeyId
        $whole.Rotation | Should -BeNullOrEmpty
        { Update-AccessKey absent @file -ErrorAction Stop } | Should -Throw -ErrorId 'VaultCredentialNotFound*'
    }

    It 'refuses where the user has another key' {
        $null = (Get-CallerIdentity).PrincipalName | New-AccessKey -Name second @file
        { Update-AccessKey mine @file -Force -ErrorAction Stop } | Should -Throw -ErrorId 'AccessKeyRotationRefused*'
    }
}
