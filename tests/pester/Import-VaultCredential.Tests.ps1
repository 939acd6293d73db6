BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $file = @{ Vault = 'File'; Passphrase = New-Secret 'four words are enough' }
}

Describe 'Import-VaultCredential' {
    BeforeEach {
        Get-ChildItem $env:AWS_HARDENING_HOME -Filter 'vault*' -ErrorAction Ignore | Remove-Item
        $path = "$TestDrive/credentials"
        $text = "# my accounts`r`n[default]`r`naws_access_key_id = AKIAIOSFODNN7EXAMPLE`r`naws_secret_access_key = wJalrXUtnFEMI`r`n`r`n" +
            "[prod]`r`nAWS_ACCESS_KEY_ID=AKIAI44QH8DHBEXAMPLE`r`naws_secret_access_key=je7MtGbClwBF # since 2020`r`nregion = eu-west-1`r`n# old:`r`n" +
            "# aws_secret_access_key = forgotten`r`n[sso]`r`nsso_session = work"
        [IO.File]::WriteAllText($path, $text)
        if (-not $IsWindows) { chmod 640 $path }
    }

    It 'takes the keys over and leaves the file alone' {
        $made = Import-VaultCredential $path @file -WarningAction SilentlyContinue
        $made.Name | Should -Be 'default', 'prod'
        $made.AccessKeyId | Should -Be 'AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE'
        [IO.File]::ReadAllText($path) | Should -BeExactly $text
    }

    It 'takes them out of the file, and nothing else' {
        $null = Import-VaultCredential $path @file -RemoveFromFile -WarningVariable warning -WarningAction SilentlyContinue
        [IO.File]::ReadAllText($path) | Should -BeExactly ("# my accounts`r`n[prod]`r`nregion = eu-west-1`r`n# old:`r`n" +
            "# aws_secret_access_key = forgotten`r`n[sso]`r`nsso_session = work")
        $warning | Should -Match '^Line 11 '
        if (-not $IsWindows) { (Get-Item $path).UnixMode | Should -BeExactly '-rw-r-----' }
        Get-ChildItem $TestDrive -Filter 'credentials*' | Should -HaveCount 1
    }

    It 'cleans the file behind a link, and leaves the link' -Skip:$IsWindows {
        $null = New-Item -ItemType SymbolicLink -Path "$TestDrive/link" -Target $path
        $null = Import-VaultCredential "$TestDrive/link" default @file -RemoveFromFile -WarningAction SilentlyContinue
        (Get-Item "$TestDrive/link").LinkType | Should -BeExactly 'SymbolicLink'
        [IO.File]::ReadAllText($path) | Should -Not -Match 'AKIAIOSFODNN7EXAMPLE'
        [IO.File]::ReadAllText($path) | Should -Match 'je7MtGbClwBF'
        Remove-Item "$TestDrive/link"
    }

    It 'changes nothing under -WhatIf, and says which profile holds no key' {
        Import-VaultCredential $path @file -RemoveFromFile -WhatIf -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        [IO.File]::ReadAllText($path) | Should -BeExactly $text
        ('sso', 'prod' | Import-VaultCredential -Path $path @file -ErrorAction SilentlyContinue -ErrorVariable problem -WarningAction SilentlyContinue).Name |
            Should -BeExactly 'prod'
        $problem.FullyQualifiedErrorId | Should -BeLike 'ProfileHoldsNoKey*'
    }
}
