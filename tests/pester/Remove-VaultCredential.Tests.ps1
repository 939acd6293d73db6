BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $file = @{ Vault = 'File'; Passphrase = New-Secret 'four words are enough' }
    $key = [pscredential]::new('AKIAIOSFODNN7EXAMPLE', (New-Secret 'wJalrXUtnFEMI'))
}

Describe 'Remove-VaultCredential' {
    BeforeEach {
        Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item
        'a', 'b', 'c' | ForEach-Object { $null = Save-VaultCredential $_ $key @file }
    }

    It 'removes what is named, by value, by property name and by wildcard, and writes nothing' {
        'a' | Remove-VaultCredential -Vault File -Confirm:$false | Should -BeNullOrEmpty
        Get-VaultCredential b -Vault File | Remove-VaultCredential -Vault File -Confirm:$false
        (Get-VaultCredential -Vault File).Name | Should -BeExactly 'c'
        Remove-VaultCredential * -Vault File -Confirm:$false
        Get-VaultCredential -Vault File | Should -BeNullOrEmpty
    }

    It 'removes nothing under -WhatIf' {
        Remove-VaultCredential * -Vault File -WhatIf
        Get-VaultCredential -Vault File | Should -HaveCount 3
    }
}
