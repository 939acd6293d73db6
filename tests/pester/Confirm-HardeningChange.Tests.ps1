BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Confirm-HardeningChange' {
    BeforeEach {
        $null = Connect-AwsHardening -Sandbox Fnd203
        $open = Get-SgRule -GroupName 'WebApp*' | Where-Object OpenToVpc
    }

    AfterEach { Disconnect-AwsHardening }

    It 'keeps what comes down the pipeline, and nothing under -WhatIf' {
        $done = $open | Set-SgPeerReference -RevertAfter 01:00:00 -WarningAction SilentlyContinue
        $done | Confirm-HardeningChange -WhatIf
        Get-PendingRevert | Should -HaveCount 1
        $done | Confirm-HardeningChange | Should -HaveCount 2
        Get-PendingRevert | Should -BeNullOrEmpty
        (Get-HardeningChange).RevertAt | Where-Object { $_ } | Should -BeNullOrEmpty
        (Get-HardeningChange).Status | Sort-Object -Unique | Should -Be 'Applied'
    }

    It 'takes what Get-PendingRevert writes' {
        $null = $open | Set-SgPeerReference -RevertAfter 01:00:00 -WarningAction SilentlyContinue
        Get-PendingRevert | Confirm-HardeningChange -Confirm:$false | Should -HaveCount 2
        Get-PendingRevert | Should -BeNullOrEmpty
    }

    It 'reports what is not pending' {
        Confirm-HardeningChange no-such-change -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'RevertNotPending,AwsHardening.Changes.ConfirmHardeningChangeCommand'
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
}
