BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $passphrase = New-Secret 'four words are enough'
    $key = [pscredential]::new('AKIAIOSFODNN7EXAMPLE', (New-Secret 'wJalrXUtnFEMI'))
    $file = @{ Vault = 'File' }
}

Describe 'Save-VaultCredential' {
    BeforeEach { Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item }

    It 'writes a file that only its owner can read, and asks for the passphrase of nobody who cannot answer' {
        $saved = Save-VaultCredential a $key @file -Passphrase $passphrase
        if (-not $IsWindows) { (Get-Item $saved.Vault).UnixMode | Should -BeExactly '-rw-------' }
        $problem = Invoke-FreshPowerShell -Variables @{ module = $ModulePath } @'
Import-Module "$module/AwsHardening.psd1"
$key = [pscredential]::new('AKIAIOSFODNN7EXAMPLE', [System.Net.NetworkCredential]::new('', 'wJalrXUtnFEMI').SecurePassword)
Save-VaultCredential b $key -Vault File -ErrorAction SilentlyContinue -ErrorVariable problem
$problem.FullyQualifiedErrorId
'@
        "$problem" | Should -BeLike '*VaultPassphraseNeeded*'
    }

    It 'refuses a wrong passphrase, a short one for a new vault, and names and keys that are none' {
        { Save-VaultCredential a $key @file -Passphrase (New-Secret 'short') -ErrorAction Stop } | Should -Throw -ErrorId 'VaultPassphraseTooShort*'
        $null = Save-VaultCredential a $key @file -Passphrase $passphrase
        { Save-VaultCredential b $key @file -Passphrase (New-Secret 'another one') -ErrorAction Stop } | Should -Throw -ErrorId 'VaultPassphraseWrong*'
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
