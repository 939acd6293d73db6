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

Describe 'Test-ProtectedData' {
    It 'answers whether a message is whole, and writes no plaintext' {
        $message = Protect-Data 'Attack at dawn' -Key $key
        $good = Test-ProtectedData -InputObject $message -Key $key
        $good.IsValid | Should -BeTrue
        $good.PlaintextLength | Should -Be 14
        $bad = Test-ProtectedData -InputObject (Get-Damaged $message) -Key $key
        $bad.IsValid | Should -BeFalse
        $bad.Fault | Should -BeExactly 'FrameAltered'
        { Test-ProtectedData -InputObject $message -Key ([byte[]] (2..33)) -ErrorAction Stop } | Should -Throw -ErrorId 'MessageNoDataKey*'
    }
}
