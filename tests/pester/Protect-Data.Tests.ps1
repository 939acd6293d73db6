BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $key = [byte[]] (1..32)
}

Describe 'Protect-Data' {
    BeforeAll {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Initialize-DataKeyStore -Force
        $null = New-DataKey application
    }
    AfterAll { Disconnect-AwsHardening }

    It 'writes one array of bytes for a text, and text with -AsBase64' {
        $message = Protect-Data 'Attack at dawn' -DataKeyId application
        , $message | Should -BeOfType byte[]
        $text = 'Attack at dawn' | Protect-Data -KmsKeyId alias/workshop -AsBase64
        $text | Should -BeOfType string
        $text | Unprotect-Data -AsString | Should -BeExactly 'Attack at dawn'
        Unprotect-Data -InputObject $message -AsString | Should -BeExactly 'Attack at dawn'
    }

    It 'takes bytes whole, as an array or one by one' {
        $bytes = [byte[]] (0..255)
        foreach ($message in (Protect-Data -InputObject $bytes -Key $key), ($bytes | Protect-Data -Key $key)) {
            $back = Unprotect-Data -InputObject $message -Key $key
            $back | Should -Be $bytes
        }
    }

    It 'takes a stream' {
        $stream = [System.IO.MemoryStream]::new([byte[]] (1..100))
        $back = Unprotect-Data -InputObject (Protect-Data -InputObject $stream -Key $key) -Key $key
        $back | Should -Be (1..100)
    }

    It 'takes a key as base64 in a SecureString' {
        $secret = [System.Net.NetworkCredential]::new('', [Convert]::ToBase64String($key)).SecurePassword
        Protect-Data 'text' -Key $secret -AsBase64 | Unprotect-Data -Key $key -AsString | Should -BeExactly 'text'
    }

    It 'takes files by path, wildcard, literal path and from Get-ChildItem, and passes them through' {
        1..3 | ForEach-Object { Set-Content "$TestDrive/a$_.txt" "content $_" -NoNewline }
        (Protect-Data -Path "$TestDrive/a*.txt" -Key $key -PassThru).Name | Should -Be 'a1.txt.encrypted', 'a2.txt.encrypted', 'a3.txt.encrypted'
        Get-ChildItem "$TestDrive/a1.txt.encrypted" | Unprotect-Data -Key $key -OutFile "$TestDrive/back.txt"
        Get-Content "$TestDrive/back.txt" -Raw | Should -BeExactly 'content 1'
        Set-Content -LiteralPath "$TestDrive/a[1].txt" 'brackets' -NoNewline
        Protect-Data -LiteralPath "$TestDrive/a[1].txt" -Key $key
        Test-Path -LiteralPath "$TestDrive/a[1].txt.encrypted" | Should -BeTrue
    }

    It 'overwrites nothing without -Force, and writes nothing under -WhatIf' {
        Set-Content "$TestDrive/one.txt" 'one'
        Set-Content "$TestDrive/one.txt.encrypted" 'mine'
        Protect-Data -Path "$TestDrive/one.txt" -Key $key -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'FileExists,AwsHardening.Encryption.ProtectDataCommand'
        Protect-Data -Path "$TestDrive/one.txt" -Key $key -Force -WhatIf
        Get-Content "$TestDrive/one.txt.encrypted" | Should -BeExactly 'mine'
        Protect-Data -Path "$TestDrive/one.txt" -Key $key -Force -Confirm:$false
        (Get-ProtectedDataInfo -Path "$TestDrive/one.txt.encrypted").AlgorithmSuite | Should -BeExactly '0x0478'
    }

    It 'encrypts properties and keeps the id of the key beside them' {
        $record = [pscustomobject] @{ Name = 'Ada'; Ssn = '078-05-1120'; Age = 36 } | Protect-Data -Property Ssn, Age -DataKeyId application
        $record.Name | Should -BeExactly 'Ada'
        $record.Ssn | Should -Match '^AgR4'
        $record.ProtectedDataKeyId | Should -BeExactly 'application#1'
        $back = $record | Unprotect-Data -Property Ssn, Age
        $back.Ssn | Should -BeExactly '078-05-1120'
        $back.Age | Should -BeExactly '36'
        $back.PSObject.Properties.Name | Should -Not -Contain 'ProtectedDataKeyId'
        [pscustomobject] @{ Name = 'x' } | Protect-Data -Property Ssn -DataKeyId application -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'PropertyNotFound*'
    }

    It 'lets KMS alone encrypt up to 4 KB, as the workshop does' {
        Protect-Data 'Attack at dawn' -KmsKeyId alias/workshop -KmsOnly -AsBase64 | Unprotect-Data -KmsOnly -AsString | Should -BeExactly 'Attack at dawn'
        $null = Protect-Data ('x' * 4096) -KmsKeyId alias/workshop -KmsOnly
        { Protect-Data ('x' * 4097) -KmsKeyId alias/workshop -KmsOnly -ErrorAction Stop } | Should -Throw -ErrorId 'KmsPlaintextLength*'
    }

    It 'refuses a context or a signature with a stored key unless it is wrapped afresh' {
        { Protect-Data 'x' -DataKeyId application -Sign -ErrorAction Stop } | Should -Throw -ErrorId 'DataKeyBoundToContext*'
        $message = Protect-Data 'x' -DataKeyId application -Sign -EncryptionContext @{ tenant = 7 } -WrapAfresh
        Unprotect-Data -InputObject $message -EncryptionContext @{ tenant = '7' } -AsString | Should -BeExactly 'x'
        { Unprotect-Data -InputObject $message -EncryptionContext @{ tenant = '8' } -ErrorAction Stop } | Should -Throw -ErrorId 'MessageContextMismatch*'
    }

    It 'wants one kind of key' {
        { Protect-Data 'x' } | Should -Throw -ErrorId 'ParametersContradict*'
        { Protect-Data 'x' -Key $key -DataKeyId application } | Should -Throw -ErrorId 'ParametersContradict*'
        { Protect-Data 'x' -Key ([byte[]] (1..5)) } | Should -Throw -ErrorId 'KeyInvalid*'
    }

    It 'goes on after an item that fails' {
        $found = 'a', 3, 'b' | Protect-Data -Key $key -AsBase64 -ErrorAction SilentlyContinue -ErrorVariable problem
        $found | Should -HaveCount 2
        $problem | Should -HaveCount 1
    }

    It 'asks KMS once for many messages, and each time with -NoDataKeyCache' {
        $count = { @($session.GetSandboxCalls() | Where-Object Operation -EQ 'GenerateDataKey').Count }
        $before = & $count
        $null = 1..5 | ForEach-Object { "$_" } | Protect-Data -KmsKeyId alias/workshop -EncryptionContext @{ run = 1 }
        (& $count) - $before | Should -Be 1
        $null = 1..5 | ForEach-Object { "$_" } | Protect-Data -KmsKeyId alias/workshop -NoDataKeyCache
        (& $count) - $before | Should -Be 6
    }

    It 'offers ids of data keys that were read' {
        $null = Get-DataKey
        (TabExpansion2 'Protect-Data x -DataKeyId app').CompletionMatches.CompletionText | Should -Contain 'application'
    }
}
