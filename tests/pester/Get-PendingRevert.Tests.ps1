BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-PendingRevert' {
    BeforeEach {
        $null = Connect-AwsHardening -Sandbox Fnd203
        $open = Get-SgRule -GroupName 'WebApp*' | Where-Object OpenToVpc
    }

    AfterEach { Disconnect-AwsHardening }

    It 'lists what is pending, by id of the set or of a change' {
        Get-PendingRevert | Should -BeNullOrEmpty
        $done = $open | Set-SgPeerReference -RevertAfter 01:00:00 -WarningAction SilentlyContinue
        $pending = Get-PendingRevert
        $pending | Should -HaveCount 1
        $pending.ChangeIds | Sort-Object | Should -Be ($done.ChangeId | Sort-Object -Unique)
        (Get-PendingRevert $pending.Id).RevertAt | Should -Be $pending.RevertAt
        ($done[0] | Get-PendingRevert).Id | Should -Be $pending.Id
    }

    It 'reports an id that is not there' {
        Get-PendingRevert no-such-change -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'RevertNotPending,AwsHardening.Changes.GetPendingRevertCommand'
    }
}
