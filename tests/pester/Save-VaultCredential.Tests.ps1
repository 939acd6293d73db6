BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $passphrase = ConvertTo-SecureString 'four words are enough' -AsPlainText -Force
    $key = [pscredential]::new('AKIAIOSFODNN7EXAMPLE', (ConvertTo-SecureString 'wJalrXUtnFEMI' -AsPlainText -Force))
    $file = @{ Vault = 'File' }
}

Describe 'Save-VaultCredential' {
    BeforeEach { Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item }

    It 'writes a file that only its owner can read, and asks for the passphrase of nobody who cannot answer' {
        $saved = Save-VaultCredential a $key @file -Passphrase $passphrase
        if (-not $IsWindows) { (Get-Item $saved.Vault).UnixMode | Should -BeExactly '-rw-------' }
        $problem = Invoke-FreshPowerShell -Variables @{ module = $ModulePath } @'
Import-Module "$module/AwsHardening.psd1"
$key = [pscredential]::new('AKIAIOSFODNN7EXAMPLE', (ConvertTo-SecureString 'wJalrXUtnFEMI' -AsPlainText -Force))
Save-VaultCredential b $key -Vault File -ErrorAction SilentlyContinue -ErrorVariable problem
$problem.FullyQualifiedErrorId
'@
        "$problem" | Should -BeLike '*VaultPassphraseNeeded*'
    }

    It 'refuses a wrong passphrase, a short one for a new vault, and names and keys that are none' {
        { Save-VaultCredential a $key @file -Passphrase (ConvertTo-SecureString 'short' -AsPlainText -Force) -ErrorAction Stop } | Should -Throw -ErrorId 'VaultPassphraseTooShort*'
        $null = Save-VaultCredential a $key @file -Passphrase $passphrase
        { Save-VaultCredential b $key @file -Passphrase (ConvertTo-SecureString 'another one' -AsPlainText -Force) -ErrorAction Stop } | Should -Throw -ErrorId 'VaultPassphraseWrong*'
        { Save-VaultCredential 'a b' $key @file -ErrorAction Stop } | Should -Throw -ErrorId 'VaultCredentialNameInvalid*'
        { Save-VaultCredential b ([pscredential]::new('operator', $key.Password)) @file -ErrorAction Stop } | Should -Throw -ErrorId 'VaultCredentialInvalid*'
        (Get-VaultCredential @file).Name | Should -BeExactly 'a'
    }

    It 'takes credentials from the pipeline by property name' {
        [pscustomobject]@{ Name = 'c'; Credential = $key } | Save-VaultCredential @file -Passphrase $passphrase | ForEach-Object Name | Should -BeExactly 'c'
    }

    It 'writes nothing under -WhatIf' {
        Save-VaultCredential a $key @file -Passphrase $passphrase -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault.json' | Should -BeNullOrEmpty
    }
}
