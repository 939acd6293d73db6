BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Invoke-PendingRevert' {
    BeforeEach {
        $null = Connect-AwsHardening -Sandbox Fnd203
        $open = Get-SgRule -GroupName 'WebApp*' | Where-Object OpenToVpc
    }

    AfterEach { Disconnect-AwsHardening }

    It 'makes nothing before its time' {
        $null = $open | Set-SgPeerReference -RevertAfter 01:00:00 -WarningAction SilentlyContinue
        Get-PendingRevert | Invoke-PendingRevert -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'RevertNotDue,AwsHardening.Changes.InvokePendingRevertCommand'
        Invoke-PendingRevert | Should -BeNullOrEmpty
    }
}
