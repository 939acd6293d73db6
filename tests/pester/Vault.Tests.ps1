# One contract for every vault, driven through the cmdlets: the encrypted file, a vault registered with SecretManagement, Windows' data protection.
BeforeDiscovery {
    $hasSecretStore = [bool] (Get-Module -ListAvailable Microsoft.PowerShell.SecretManagement) -and [bool] (Get-Module -ListAvailable Microsoft.PowerShell.SecretStore)
    $backends = @(
        @{ Backend = 'File'; Reason = $null }
        @{ Backend = 'Dpapi'; Reason = $IsWindows ? $null : 'Windows'' data protection is not on this machine' }
        @{ Backend = 'VaultTests'; Reason = $hasSecretStore ? $null : 'SecretManagement with SecretStore is not on this machine' }
    )
    foreach ($left in $backends | Where-Object Reason) { Write-Warning "LEFT OUT, never run here: the vault contract of $($left.Backend): $($left.Reason)" }
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function New-Key([string] $Id = 'AKIAIOSFODNN7EXAMPLE', [string] $Secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY') {
        [pscredential]::new($Id, (New-Secret $Secret))
    }

    # SecretManagement finds its registry by HOME, once, when it is loaded: that of whoever runs the tests is left alone.
    function Register-TestStore {
        $script:savedHome = $env:HOME
        $env:HOME = (New-Item -ItemType Directory "$TestDrive/home-of-the-store" -Force).FullName
        Import-Module Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore -Global
        $null = Reset-SecretStore -Authentication None -Interaction None -Scope CurrentUser -Force -PassThru -WarningAction Ignore
        Register-SecretVault -Name VaultTests -ModuleName Microsoft.PowerShell.SecretStore
    }
}

Describe 'A vault that cannot run here: <Backend>, for <Reason>' -ForEach ($backends | Where-Object Reason) {
    It 'is left out' -Skip { }
}

Describe 'A vault: <Backend>' -ForEach ($backends | Where-Object { -not $_.Reason }) {
    BeforeAll {
        if ($Backend -eq 'VaultTests') { Register-TestStore }
        # Other tests have used the file of this machine.
        Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item
        $vault = @{ Vault = $Backend }
        if ($Backend -eq 'File') { $vault.Passphrase = New-Secret 'four words are enough' }
    }
    AfterAll {
        if ($Backend -eq 'VaultTests') {
            Unregister-SecretVault -Name VaultTests
            Remove-Module Microsoft.PowerShell.SecretStore, Microsoft.PowerShell.SecretManagement -Force
            $env:HOME = $savedHome
        }
    }
    AfterEach { Get-VaultCredential @vault | Remove-VaultCredential @vault -Confirm:$false; Disconnect-AwsHardening }

    It 'keeps a credential, and lists it without its secret' {
        $saved = Save-VaultCredential personal-admin (New-Key) -MfaSerial arn:aws:iam::123456789012:mfa/operator @vault
        $found = Get-VaultCredential @vault
        $found.Name | Should -BeExactly 'personal-admin'
        $found.AccessKeyId | Should -BeExactly 'AKIAIOSFODNN7EXAMPLE'
        $found.MfaSerial | Should -BeExactly 'arn:aws:iam::123456789012:mfa/operator'
        $found.SavedAt | Should -Be $saved.SavedAt
        $found | Format-List * | Out-String | Should -Not -Match 'wJalrXUtnFEMI'
    }

    It 'overwrites nothing that it was not told to' {
        $null = Save-VaultCredential a (New-Key) @vault
        { Save-VaultCredential a (New-Key AKIAI44QH8DHBEXAMPLE) @vault -ErrorAction Stop } | Should -Throw -ErrorId 'VaultCredentialExists*'
        (Get-VaultCredential a @vault).AccessKeyId | Should -BeExactly 'AKIAIOSFODNN7EXAMPLE'
        { Save-VaultCredential b (New-Key -Secret 'a secret with spaces') @vault -ErrorAction Stop } | Should -Throw '*white space*'
        $null = Save-VaultCredential a (New-Key AKIAI44QH8DHBEXAMPLE) @vault -Force
        (Get-VaultCredential a @vault).AccessKeyId | Should -BeExactly 'AKIAI44QH8DHBEXAMPLE'
    }

    It 'keeps names apart, whatever stands in them' {
        $names = 'a', 'A.b_c', 'team/prod@eu+x=1,2-3'
        foreach ($name in $names) { $null = Save-VaultCredential $name (New-Key) @vault }
        (Get-VaultCredential @vault).Name | Should -BeExactly 'A.b_c', 'a', 'team/prod@eu+x=1,2-3' -Because 'they come in one order, whatever vault it is'
        { Save-VaultCredential 'a~next' (New-Key) @vault -ErrorAction Stop } | Should -Throw -ErrorId 'VaultCredentialName*'
        Remove-VaultCredential team/prod@eu+x=1, 2-3 @vault -Confirm:$false -ErrorAction SilentlyContinue
        Remove-VaultCredential 'team/prod@eu+x=1,2-3' @vault -Confirm:$false
        (Get-VaultCredential @vault).Name | Sort-Object | Should -Be 'a', 'A.b_c'
    }

    It 'gives back what it was given, session tokens among it' {
        $file = "$TestDrive/credentials-$Backend"
        $text = @('[one]', 'aws_access_key_id=AKIAIOSFODNN7EXAMPLE', 'aws_secret_access_key=a+b/c=wJalrXUtnFEMI/K7MDENG/bPxRf',
            '[two]', 'aws_access_key_id=ASIAIOSFODNN7EXAMPLE', 'aws_secret_access_key=wJalr', 'aws_session_token=IQoJb3JpZ2luX2Vj+/==',
            '[letters]', 'aws_access_key_id=AKIAIOSFODNN7EXAMPLE', "aws_secret_access_key=s3cret/+=$([char]0xe9)$([char]0x20ac)%{}``""'$")
        Set-Content $file $text -Encoding utf8NoBOM
        $null = Import-VaultCredential $file @vault
        # Nothing to import any more: what the vault gives back is compared with the file before the file is cleaned.
        Import-VaultCredential $file @vault -RemoveFromFile | Should -BeNullOrEmpty
        Get-Content $file -Raw | Should -BeNullOrEmpty
        $null = Save-VaultCredential three (New-Key) @vault
        Set-Content $file '[three]', 'aws_access_key_id=AKIAIOSFODNN7EXAMPLE', 'aws_secret_access_key=another'
        { Import-VaultCredential $file @vault -RemoveFromFile -ErrorAction Stop } | Should -Throw -ErrorId 'VaultCredentialExists*'
        Get-Content $file -Raw | Should -Match 'another'
    }

    It 'takes a new key in, rotates it, and connects with it' {
        $admin = Connect-AwsHardening -Sandbox Fnd203
        # The administrator of the embedded account has one key, which nobody has the secret of; it asks for none.
        $null = Save-VaultCredential mine (New-Key AKIAEY46GQZ6IQKCBAWJ) @vault
        $rotated = Update-AccessKey mine @vault -WaitBeforeDelete 0 -Force
        $rotated.AccessKeyId | Should -Not -Be 'AKIAEY46GQZ6IQKCBAWJ'
        $rotated.ChangeId | Should -HaveCount 3
        (Get-VaultCredential @vault).Name | Should -BeExactly 'mine'
        (New-AccessKey $rotated.UserName -Name second @vault).UserName | Should -BeExactly $rotated.UserName
        $session = Connect-AwsHardening -VaultCredential mine -Session $admin @vault
        $session.CredentialSource | Should -BeExactly 'vault: mine'
        (Get-CallerIdentity).Arn | Should -Match ':user/'
    }

    It 'removes under -WhatIf nothing, and else what was named' {
        $null = Save-VaultCredential a (New-Key) @vault
        Remove-VaultCredential a @vault -WhatIf
        Get-VaultCredential @vault | Should -HaveCount 1
        Get-VaultCredential @vault | Remove-VaultCredential @vault -Confirm:$false
        Get-VaultCredential @vault | Should -BeNullOrEmpty
        { Remove-VaultCredential a @vault -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'VaultCredentialNotFound*'
    }
}

Describe 'The choice of a vault' {
    It 'names those there are where one is not' {
        { Get-VaultCredential -Vault no-such-vault -ErrorAction Stop } | Should -Throw -ErrorId 'VaultNotRegistered*'
        if (-not $IsWindows) { { Get-VaultCredential -Vault Dpapi -ErrorAction Stop } | Should -Throw -ErrorId 'VaultNotSupported*' }
    }

    It 'follows AWS_HARDENING_VAULT' {
        $env:AWS_HARDENING_VAULT = 'no-such-vault'
        try { { Get-VaultCredential -ErrorAction Stop } | Should -Throw -ErrorId 'VaultNotRegistered*' }
        finally { $env:AWS_HARDENING_VAULT = $null }
    }
}
