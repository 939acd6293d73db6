BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-RuleContent { (Get-SgRule @args | ForEach-Object { "$($_.GroupId) $($_.Direction) $($_.Protocol) $($_.Ports) $($_.Source) $($_.Description)" } | Sort-Object) -join "`n" }
    function Get-Put { @($session.GetSandboxCalls() | Where-Object Operation -EQ PutObject) }
}

Describe 'Set-HardeningJournal' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = New-StateBucket example-state
        $arguments = @{ WarningAction = 'SilentlyContinue' }
    }

    AfterEach { Disconnect-AwsHardening }

    It 'shares the journal, for every command that follows' {
        $before = Get-RuleContent
        $journal = Set-HardeningJournal example-state @arguments
        $journal.Type | Should -Be 'Shared'
        $journal.Location | Should -BeExactly "s3://example-state/aws-hardening/$($journal.AccountId)/"
        $null = Get-SgRule -GroupName 'WebApp*' | Where-Object OpenToVpc | Set-SgPeerReference
        Get-HardeningChange | Should -HaveCount 2
        (Get-HardeningJournal).IsIntact | Should -BeTrue
        Get-HardeningChange | Undo-HardeningChange | Should -HaveCount 2
        Get-RuleContent | Should -BeExactly $before
        Export-HardeningChange "$TestDrive/shared.json" -Force
        (Get-Content "$TestDrive/shared.json" -Raw | ConvertFrom-Json) | Should -HaveCount 4
    }

    It 'takes a bucket by property name, a prefix and an owner' {
        $journal = New-StateBucket other-state | Set-HardeningJournal -KeyPrefix /teams/a -ExpectedBucketOwner 123456789012 @arguments
        $journal.Bucket | Should -BeExactly 'other-state'
        $journal.KeyPrefix | Should -BeExactly 'teams/a/'
        $journal.ExpectedBucketOwner | Should -BeExactly '123456789012'
    }

    It 'goes back to this machine' {
        $null = Set-HardeningJournal example-state @arguments
        (Set-HardeningJournal -Local @arguments).Type | Should -Be 'Local'
        Get-HardeningChange | Should -HaveCount 1
        (Set-HardeningJournal -Local).Type | Should -Be 'Local'
    }

    It 'warns of what stays behind' {
        $null = Set-HardeningJournal example-state -WarningVariable said -WarningAction SilentlyContinue
        $said | Should -HaveCount 1
        $said[0].Message | Should -Match '^1 changes of account'
    }

    It 'sets and writes nothing under -WhatIf' {
        Set-HardeningJournal example-state -WhatIf | Should -BeNullOrEmpty
        Get-Put | Should -BeNullOrEmpty
        (Get-HardeningJournal).Type | Should -Be 'Local'
        $WhatIfPreference = $true
        Set-HardeningJournal example-state | Should -BeNullOrEmpty
        Get-Put | Should -BeNullOrEmpty
    }

    It 'does not ask with -Confirm:$false, and takes nobody for no' {
        { Set-HardeningJournal example-state -Confirm } | Should -Throw
        Get-Put | Should -BeNullOrEmpty
        (Set-HardeningJournal example-state -Confirm:$false @arguments).Type | Should -Be 'Shared'
    }

    It 'refuses a bucket that falls short, and says who raises it' {
        Set-HardeningJournal no-such-state -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'JournalBucketNotFound,AwsHardening.Changes.SetHardeningJournalCommand'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match 'New-StateBucket -Name no-such-state'
        { Set-HardeningJournal no-such-state -ErrorAction Stop } | Should -Throw -ErrorId 'JournalBucketNotFound*'
    }

    It 'refuses an owner that is no account' {
        { Set-HardeningJournal example-state -ExpectedBucketOwner me } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }
}

# Each process is a machine or a shell of its own; they meet at one account, served on a port.
Describe 'Two processes at one journal' {
    BeforeAll {
        $here = $env:AWS_HARDENING_HOME
        Set-Content $env:AWS_SHARED_CREDENTIALS_FILE "[two]`naws_access_key_id = AKIATESTTESTTEST1234`naws_secret_access_key = nobody-may-read-this"

        # A process that has made its first change and holds the journal until it is told to go on; both ends wait on a pipe.
        function Start-Holder([string] $Folder, [string] $Endpoint) {
            $name = "aws-hardening-$([guid]::NewGuid().ToString('n'))"
            $pipe = [System.IO.Pipes.NamedPipeServerStream]::new($name, 'InOut', 1, 'Byte', 'Asynchronous')
            $file = Join-Path $TestDrive "$name.ps1"
            Set-Content $file @"
`$ErrorActionPreference = 'Stop'
`$env:AWS_HARDENING_HOME = '$Folder'
Import-Module '$ModulePath/AwsHardening.psd1'
`$null = Connect-AwsHardening -ProfileName two -Region us-east-1 -EndpointUrl $Endpoint
`$pipe = [System.IO.Pipes.NamedPipeClientStream]::new('.', '$name', 'InOut')
`$pipe.Connect(60000)
`$first = `$true
Get-SgRule -GroupName 'WebApp*' | Where-Object OpenToVpc | Set-SgPeerReference | ForEach-Object {
    if (`$first) { `$first = `$false; `$pipe.WriteByte(1); if (`$pipe.ReadByte() -ne 2) { [Environment]::Exit(9) } }
}
`$pipe.WriteByte(3)
"@
            $all = @($Pwsh | Select-Object -Skip 1) + '-NoProfile', '-NonInteractive', '-File', "`"$file`""
            $process = Start-Process -FilePath $Pwsh[0] -ArgumentList $all -PassThru -RedirectStandardOutput "$file.out" -RedirectStandardError "$file.err"
            if (-not $pipe.WaitForConnectionAsync().Wait(60000) -or $pipe.ReadByte() -ne 1) {
                throw "The other process did not come so far: $(Get-Content "$file.err", "$file.out" -Raw)"
            }

            @{ Process = $process; Pipe = $pipe }
        }

        function Complete-Holder($Holder) {
            $Holder.Pipe.WriteByte(2)
            $Holder.Pipe.ReadByte() | Should -Be 3
            $Holder.Process.WaitForExit(60000) | Should -BeTrue
            $Holder.Pipe.Dispose()
        }
    }

    BeforeEach {
        $server = Start-ServedAccount $TestDrive
        if (-not $server) { Set-ItResult -Skipped -Because $NotServed; return }
        $endpoint = $server.Endpoint
        $env:AWS_HARDENING_HOME = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        $null = Connect-AwsHardening -ProfileName two -Region us-east-1 -EndpointUrl $endpoint
    }

    AfterEach {
        if ($server) { Stop-Process -Id $server.Process.Id }
        $env:AWS_HARDENING_HOME = $here
        Disconnect-AwsHardening
    }

    It 'keeps the second out while the first writes the local journal, and both write one chain' {
        $holder = Start-Holder $env:AWS_HARDENING_HOME $endpoint
        $before = @(Get-HardeningChange -WarningAction SilentlyContinue)
        New-StateBucket example-state -ErrorAction SilentlyContinue -ErrorVariable problem -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'JournalBusy,*'
        "$($problem[0])" | Should -Match 'Nothing was changed'
        $before | Should -HaveCount 1
        Complete-Holder $holder
        (New-StateBucket example-state).Status | Should -BeExactly 'Created'
        (Get-HardeningChange).Status | Should -Be 'Applied', 'Applied', 'Applied'
        $journal = Get-HardeningJournal
        $journal.IsIntact | Should -BeTrue
        $journal.ChangeCount | Should -Be 3
        Get-HardeningChange | Undo-HardeningChange | Should -HaveCount 3
    }

    It 'keeps the second machine out while the first writes the shared journal, and takes back what the first did' {
        $rules = Get-RuleContent
        $null = New-StateBucket example-state | Set-HardeningJournal -WarningAction SilentlyContinue
        # Another machine: another state folder, in which the journal was chosen too.
        $mine = $env:AWS_HARDENING_HOME
        $other = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        $env:AWS_HARDENING_HOME = $other
        $null = Set-HardeningJournal example-state
        $env:AWS_HARDENING_HOME = $mine
        $holder = Start-Holder $other $endpoint
        $writer = (Get-HardeningJournal).Writer
        $writer | Should -Match "^process $($holder.Process.Id) on "
        New-StateBucket other-state -ErrorAction SilentlyContinue -ErrorVariable problem -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'JournalBusy,*'
        "$($problem[0])" | Should -Match ([regex]::Escape($writer))
        Complete-Holder $holder
        Get-HardeningChange | Should -HaveCount 2
        Get-HardeningChange | Undo-HardeningChange | Should -HaveCount 2
        Get-RuleContent | Should -BeExactly $rules
        $journal = Get-HardeningJournal
        $journal.IsIntact | Should -BeTrue
        $journal.Writer | Should -BeNullOrEmpty
    }

    It 'lets another machine go on where the writer was killed, once its hold is ended' {
        $rules = Get-RuleContent
        $null = New-StateBucket example-state | Set-HardeningJournal -WarningAction SilentlyContinue
        $mine = $env:AWS_HARDENING_HOME
        $other = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        $env:AWS_HARDENING_HOME = $other
        $null = Set-HardeningJournal example-state
        $env:AWS_HARDENING_HOME = $mine
        $holder = Start-Holder $other $endpoint
        Stop-Process -Id $holder.Process.Id -Force
        $holder.Process.WaitForExit(60000) | Should -BeTrue
        { Get-HardeningChange | Undo-HardeningChange -ErrorAction Stop } | Should -Throw -ErrorId 'JournalBusy*'
        Unlock-HardeningJournal -WhatIf | Should -BeNullOrEmpty
        (Get-HardeningJournal).Writer | Should -Not -BeNullOrEmpty
        (Unlock-HardeningJournal -Confirm:$false).Writer | Should -BeNullOrEmpty
        Get-HardeningChange | Undo-HardeningChange | Should -HaveCount 1
        Get-RuleContent | Should -BeExactly $rules
        (Get-HardeningJournal).IsIntact | Should -BeTrue
    }
}
