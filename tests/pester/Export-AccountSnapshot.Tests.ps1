BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Export-AccountSnapshot' {
    BeforeEach {
        $original = Connect-AwsHardening -Sandbox Fnd203
        Push-Location $TestDrive
    }

    AfterEach {
        Pop-Location
        Get-ChildItem $TestDrive | Remove-Item -Force
        Disconnect-AwsHardening
    }

    It 'writes one file, and says what is in it' {
        $written = Export-AccountSnapshot ./my.snapshot
        $written | Should -BeOfType AwsHardening.AccountSnapshot
        $written.Path | Should -Be (Join-Path $TestDrive 'my.snapshot')
        $written.AccountId | Should -Be $original.AccountId
        $written.ResourceCount | Should -BeGreaterThan 100
        $written.Unread | Should -BeNullOrEmpty
        (Get-ChildItem $TestDrive).Name | Should -Be 'my.snapshot'
        ($original.GetSandboxCalls() | Where-Object Mutating) | Should -BeNullOrEmpty
    }

    It 'makes a copy that a session opens, with the same rules and the same outcome' {
        $rules = Get-SgRule
        $null = Export-AccountSnapshot ./my.snapshot
        $done = $rules | Where-Object OpenToVpc | Set-SgPeerReference -ErrorAction SilentlyContinue
        $copy = Connect-AwsHardening -Sandbox ./my.snapshot
        $copy.AccountId | Should -Be $original.AccountId
        $copy.Region | Should -Be $original.Region
        (Get-SgRule).RuleId | Should -Be $rules.RuleId
        $copied = Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -ErrorAction SilentlyContinue
        $copied.OldRuleId | Should -Be $done.OldRuleId
        ($copied.Peers -join ' ') | Should -Be ($done.Peers -join ' ')
        ($copied.NewRuleIds | Where-Object { $_ -in $rules.RuleId }) | Should -BeNullOrEmpty
        (Get-HardeningChange | Undo-HardeningChange).Status | Sort-Object -Unique | Should -Be 'Applied'
    }

    It 'keeps a file that is there unless forced' {
        Set-Content ./my.snapshot 'mine'
        { Export-AccountSnapshot ./my.snapshot -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotExists,*'
        Export-AccountSnapshot ./my.snapshot -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-Content ./my.snapshot | Should -Be 'mine'
        Export-AccountSnapshot ./my.snapshot -Force | Should -Not -BeNullOrEmpty
    }

    It 'writes nothing with -WhatIf, whatever -Force says' {
        Export-AccountSnapshot ./my.snapshot -WhatIf | Should -BeNullOrEmpty
        Export-AccountSnapshot ./my.snapshot -WhatIf -Force | Should -BeNullOrEmpty
        & { $WhatIfPreference = $true; Export-AccountSnapshot ./my.snapshot -Force } | Should -BeNullOrEmpty
        Get-ChildItem $TestDrive | Should -BeNullOrEmpty
    }

    It 'writes without a question with -Confirm:$false' {
        Export-AccountSnapshot ./my.snapshot -Confirm:$false | Should -Not -BeNullOrEmpty
    }

    It 'hides whose account it is, and keeps what can be done' {
        $null = Export-AccountSnapshot ./my.snapshot -Pseudonymize
        $reachable = (Get-SgRule | Where-Object OpenToVpc).RuleId
        $copy = Connect-AwsHardening -Sandbox ./my.snapshot
        $copy.AccountId | Should -Match '^\d{12}$'
        $copy.AccountId | Should -Not -Be $original.AccountId
        $rules = Get-SgRule
        $rules.GroupName | Should -Not -BeLike '*Web*'
        ($rules | Where-Object OpenToVpc).RuleId | Sort-Object | Should -Be ($reachable | Sort-Object)
    }

    It 'rehearses session logging: on the copy everything happens, on the original nothing' {
        $instances = Get-ManagedInstance
        $null = Export-AccountSnapshot ./my.snapshot
        $null = Connect-AwsHardening -Sandbox ./my.snapshot
        (Get-ManagedInstance | Select-Object InstanceId, State, Connection | Out-String) |
            Should -Be ($instances | Select-Object InstanceId, State, Connection | Out-String)
        $done = Enable-SessionLogging -BucketName rehearsed-logs -LogGroupName rehearsed-logs -OpenNetwork -Confirm:$false
        $done.Status | Sort-Object -Unique | Should -Be 'Applied'
        $null = Enter-InstanceSession -InstanceId $instances[0].InstanceId -Line hostname
        Get-SessionHistory | Get-SessionLog | Should -Not -BeNullOrEmpty
        ($original.GetSandboxCalls() | Where-Object Mutating) | Should -BeNullOrEmpty
    }

    It 'names a folder that is not there' {
        { Export-AccountSnapshot ./none/my.snapshot -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotFolderNotFound,*'
        { Export-AccountSnapshot env:PATH -ErrorAction Stop } | Should -Throw -ErrorId 'PathInvalid,*'
    }
}

Describe 'Connect-AwsHardening to a snapshot' {
    BeforeAll {
        $null = Connect-AwsHardening -Sandbox Fnd203
        Push-Location $TestDrive
        $null = Export-AccountSnapshot ./good.snapshot
        $bytes = [System.IO.File]::ReadAllBytes("$TestDrive/good.snapshot")
        [System.IO.File]::WriteAllBytes("$TestDrive/short.snapshot", $bytes[0..($bytes.Length / 2)])
        Set-Content ./other.snapshot 'something else'
        $null = New-Item -ItemType Directory ./folder
    }

    AfterAll {
        Pop-Location
        Disconnect-AwsHardening
    }

    It 'says what is wrong with <Name>' -ForEach @(
        @{ Name = 'none.snapshot'; Id = 'SnapshotNotFound,*' }
        @{ Name = 'other.snapshot'; Id = 'SnapshotNotRecognized,*' }
        @{ Name = 'short.snapshot'; Id = 'Snapshot[DT]*' }
        @{ Name = 'NoSuchTemplate'; Id = 'SandboxTemplateNotFound,*' }
    ) {
        { Connect-AwsHardening -Sandbox "./$Name" -ErrorAction Stop } | Should -Throw -ErrorId $Id
    }

    It 'refuses a Region that is not in it' {
        { Connect-AwsHardening -Sandbox ./good.snapshot -Region eu-west-1 -ErrorAction Stop } | Should -Throw -ErrorId 'RegionNotInSnapshot,*'
        $null = Connect-AwsHardening -Sandbox ./good.snapshot
        { Get-SgRule -Region eu-west-1 -ErrorAction Stop } | Should -Throw -ErrorId 'RegionNotInSnapshot,*'
    }

    It 'completes templates, snapshots and folders' {
        $offered = (Complete 'Connect-AwsHardening -Sandbox ').ListItemText
        'Fnd203', 'good.snapshot', 'folder' | ForEach-Object { $offered | Should -Contain $_ }
        (Complete 'Connect-AwsHardening -Sandbox ./go').CompletionText | Should -BeLike '*good.snapshot'
        (Complete 'Compare-AccountSnapshot ./go').CompletionText | Should -BeLike '*good.snapshot'
    }
}
