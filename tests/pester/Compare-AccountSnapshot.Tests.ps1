BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $null = Connect-AwsHardening -Sandbox Fnd203
    $before = (Export-AccountSnapshot "$TestDrive/before.snapshot").Path
    $done = Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -ErrorAction SilentlyContinue
    $after = Export-AccountSnapshot "$TestDrive/after.snapshot"
}

AfterAll { Disconnect-AwsHardening }

Describe 'Compare-AccountSnapshot' {
    It 'shows what a command did, rule by rule' {
        $differences = Compare-AccountSnapshot $before $after.Path
        $differences | Should -BeOfType AwsHardening.AccountSnapshotDifference
        ($differences | Where-Object Change -EQ Removed).ResourceId | Sort-Object | Should -Be ($done.OldRuleId | Sort-Object -Unique)
        ($differences | Where-Object Change -EQ Added).ResourceId | Sort-Object | Should -Be ($done.NewRuleIds | Sort-Object -Unique)
        ($differences.ResourceType | Sort-Object -Unique) | Should -Be 'AWS::EC2::SecurityGroupRule'
        ($differences | Where-Object Change -EQ Removed)[0].Before | ConvertFrom-Json | Should -Not -BeNullOrEmpty
    }

    It 'takes what the export wrote from the pipeline' {
        $after | Compare-AccountSnapshot $before | Should -Not -BeNullOrEmpty
    }

    It 'says nothing of two snapshots that are the same' {
        Compare-AccountSnapshot $before $before | Should -BeNullOrEmpty
    }

    It 'says which file cannot be read' {
        { Compare-AccountSnapshot $before "$TestDrive/none.snapshot" -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotNotFound,*'
        Compare-AccountSnapshot "$TestDrive/none.snapshot" $before -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems[0].TargetObject | Should -BeLike '*none.snapshot'
    }

    It 'needs no connection' {
        Disconnect-AwsHardening
        Compare-AccountSnapshot $before $after.Path | Should -Not -BeNullOrEmpty
    }
}
