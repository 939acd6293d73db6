BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $file = @{ Vault = 'File'; Passphrase = New-Secret 'four words are enough' }
    $key = [pscredential]::new('AKIAIOSFODNN7EXAMPLE', (New-Secret 'wJalrXUtnFEMI'))
}

Describe 'Get-VaultCredential' {
    BeforeAll {
        Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item
        'personal-admin', 'personal-read_only', 'audit' | ForEach-Object { $null = Save-VaultCredential $_ $key @file }
    }

    It 'finds by wildcard, by value and by property name, and asks for no passphrase' {
        (Get-VaultCredential personal-* -Vault File).Name | Should -Be 'personal-admin', 'personal-read_only'
        ('audit' | Get-VaultCredential -Vault File).Name | Should -BeExactly 'audit'
        ([pscustomobject]@{ Name = 'audit' } | Get-VaultCredential -Vault File).Name | Should -BeExactly 'audit'
    }

    It 'reports a name that is not there, and goes on' {
        $found = Get-VaultCredential absent, audit -Vault File -ErrorAction SilentlyContinue -ErrorVariable problem
        $found.Name | Should -BeExactly 'audit'
        $problem.FullyQualifiedErrorId | Should -BeLike 'VaultCredentialNotFound*'
    }

    It 'is completed by names and vaults' {
        (Complete 'Get-VaultCredential personal').CompletionText | Should -Be 'personal-admin', 'personal-read_only'
        (Complete 'Connect-AwsHardening -VaultCredential aud').CompletionText | Should -BeExactly 'audit'
        (Complete 'Get-VaultCredential -Vault F').CompletionText | Should -Contain 'File'
    }

    It 'refuses a vault of a later version, and one that was altered' {
        $path = (Get-VaultCredential audit -Vault File).Vault
        $text = Get-Content $path -Raw
        try {
            Set-Content $path ($text -replace '"Version": 1', '"Version": 2') -NoNewline
            { Get-VaultCredential -Vault File -ErrorAction Stop } | Should -Throw -ErrorId 'VaultVersionUnknown*'
            Set-Content $path ($text -replace 'AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE') -NoNewline
            { Connect-AwsHardening -VaultCredential audit -Region us-east-1 @file -ErrorAction Stop } | Should -Throw -ErrorId 'VaultDamaged*'
        }
        finally { Set-Content $path $text -NoNewline; Disconnect-AwsHardening }
    }
}
