BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $key = [byte[]] (1..32)
}

Describe 'Get-ProtectedDataInfo' {
    It 'shows a header without a key' {
        $message = Protect-Data 'x' -Key $key -Sign -EncryptionContext @{ a = 'b' } -KeyName 'mine' -FrameLength 4096
        $info = Get-ProtectedDataInfo -InputObject $message
        $info.AlgorithmSuite | Should -BeExactly '0x0578'
        $info.Signed | Should -BeTrue
        $info.FrameLength | Should -Be 4096
        $info.EncryptionContext['a'] | Should -BeExactly 'b'
        $info.DataKeys.Key | Should -BeExactly 'mine'
        [Convert]::ToBase64String($message) | Get-ProtectedDataInfo | ForEach-Object MessageId | Should -BeExactly $info.MessageId
        { Get-ProtectedDataInfo -InputObject 'nothing' -ErrorAction Stop } | Should -Throw -ErrorId 'Message*'
    }
}
