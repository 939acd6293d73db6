BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-HardeningJournal' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'shows the local journal of an embedded account, and what is in it' {
        $journal = Get-HardeningJournal
        $journal | Should -BeOfType AwsHardening.HardeningJournal
        $journal.Type | Should -Be 'Local'
        $journal.EntryCount | Should -Be 0
        $journal.IsIntact | Should -BeTrue
        $null = New-StateBucket example-state
        $journal = Get-HardeningJournal
        $journal.ChangeCount | Should -Be 1
        $journal.EntryCount | Should -BeGreaterThan 2
        $journal.LastEntryTime | Should -Not -BeNullOrEmpty
        $journal.Location | Should -Exist
        @($session.GetSandboxCalls() | Where-Object Operation -Like '*Object*') | Should -HaveCount 0
    }

    It 'says what is wrong with one that was altered' {
        $null = New-StateBucket example-state
        $path = (Get-HardeningJournal).Location
        $lines = Get-Content -LiteralPath $path
        $lines[1] = $lines[1] -replace 'CreateBucket', 'DeleteBucket'
        Set-Content -LiteralPath $path $lines
        $journal = Get-HardeningJournal
        $journal.IsIntact | Should -BeFalse
        $journal.Problems | Should -HaveCount 1
        $journal.Problems[0] | Should -Match 'line 3 does not follow'
    }

    It 'shows the user''s own where there is no connection' {
        Disconnect-AwsHardening
        $journal = Get-HardeningJournal
        $journal.AccountId | Should -BeNullOrEmpty
        $journal.Location | Should -BeLike "$($env:AWS_HARDENING_HOME)*"
    }

    It 'shows the shared one, from every Region of the account' {
        $null = New-StateBucket example-state | Set-HardeningJournal -WarningAction SilentlyContinue
        (Get-HardeningJournal).IsIntact | Should -BeTrue
        $null = New-StateBucket other-state
        (Get-HardeningJournal).ChangeCount | Should -Be 1
        $journal = Get-HardeningJournal -Region eu-west-1
        $journal.Type | Should -Be 'Shared'
        $journal.ChangeCount | Should -Be 1
    }
}
