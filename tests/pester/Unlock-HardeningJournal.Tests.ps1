BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Unlock-HardeningJournal' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'has nothing to do for a local journal' {
        { Unlock-HardeningJournal -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'JournalIsLocal*'
    }

    It 'has nothing to do where nobody holds the journal' {
        $null = New-StateBucket example-state | Set-HardeningJournal -WarningAction SilentlyContinue
        Unlock-HardeningJournal -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'JournalNotHeld,AwsHardening.Changes.UnlockHardeningJournalCommand'
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}
# A hold that is ended, by two machines: Set-HardeningJournal.Tests.ps1.
