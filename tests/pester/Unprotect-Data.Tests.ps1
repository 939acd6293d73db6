BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $key = [byte[]] (1..32)
    function Get-Damaged([byte[]] $Message, [int] $Index = -1) {
        $damaged = [byte[]] $Message.Clone()
        $damaged[$Index] = $damaged[$Index] -bxor 1
        , $damaged
    }
}

Describe 'Unprotect-Data' {
    It 'leaves no file behind a message that is <Fault>' -ForEach @(
        @{ Fault = 'Truncated'; Damage = { param($m) , $m[0..($m.Length - 2)] } }
        @{ Fault = 'FrameAltered'; Damage = { param($m) Get-Damaged $m } }
        @{ Fault = 'Extended'; Damage = { param($m) , ($m + [byte] 0) } }
    ) {
        foreach ($sign in $true, $false) {
            $message = Protect-Data ('x' * 200000) -Key $key -Sign:$sign
            $damaged = [byte[]] (& $Damage $message)
            [System.IO.File]::WriteAllBytes("$TestDrive/damaged.encrypted", $damaged)
            Unprotect-Data -Path "$TestDrive/damaged.encrypted" -Key $key -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem | Should -HaveCount 1
            if (-not ($sign -and $Fault -eq 'FrameAltered')) { $problem[0].FullyQualifiedErrorId | Should -BeLike "Message$Fault,*" }
            Get-ChildItem $TestDrive -Filter 'damaged*' | Should -HaveCount 1
            Unprotect-Data -InputObject $damaged -Key $key -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        }
    }

    It 'refuses what the workshop makes by itself, with the reason' {
        Unprotect-Data -InputObject ([byte[]] (100..150)) -Key $key -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'MessageNotAMessage,*'
        $problem[0].ErrorDetails.Message | Should -Match '16-byte nonce'
    }

    It 'tells a wrong key from a damaged message, and honours -ErrorAction' {
        $message = Protect-Data 'x' -Key $key
        { Unprotect-Data -InputObject $message -Key ([byte[]] (2..33)) -ErrorAction Stop } | Should -Throw -ErrorId 'MessageNoDataKey*'
    }

    It 'asks keys of the caller''s account alone unless others are said' {
        $null = Connect-AwsHardening -Sandbox Fnd203
        $null = Initialize-DataKeyStore -Force
        $message = Protect-Data 'x' -KmsKeyId alias/workshop -NoDataKeyCache
        Unprotect-Data -InputObject $message -AsString | Should -BeExactly 'x'
        { Unprotect-Data -InputObject $message -DiscoveryAccountId 999999999999 -ErrorAction Stop } | Should -Throw -ErrorId 'MessageNoDataKey*'
        Unprotect-Data -InputObject $message -DiscoveryAccountId '*' -AsString | Should -BeExactly 'x'
        Disconnect-AwsHardening
    }
}
