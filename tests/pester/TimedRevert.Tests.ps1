BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-RuleContent { (Get-SgRule @args | ForEach-Object { "$($_.GroupId) $($_.Direction) $($_.Protocol) $($_.Ports) $($_.Source) $($_.Description)" } | Sort-Object) -join "`n" }
}

Describe 'A timed revert of an embedded account' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $before = Get-RuleContent
        $open = Get-SgRule -GroupName 'WebApp*' | Where-Object OpenToVpc
    }

    AfterEach { Disconnect-AwsHardening }

    It 'says plainly that it ends with the shell' {
        $null = $open | Set-SgPeerReference -RevertAfter 01:00:00 -WarningAction SilentlyContinue -WarningVariable said
        $said | Should -HaveCount 1
        $said[0].Message | Should -Match 'does not survive the closing of the shell'
        $pending = Get-PendingRevert
        $pending | Should -BeOfType AwsHardening.PendingRevert
        $pending.OutlivesShell | Should -BeFalse
        $pending.Status | Should -Be 'Waiting'
        $said[0].Message | Should -Match "Confirm-HardeningChange -Id $($pending.Id)"
        (Get-HardeningChange).RevertAt | Sort-Object -Unique | Should -Be $pending.RevertAt
    }

    It 'takes the changes back by itself' {
        $null = $open | Set-SgPeerReference -RevertAfter 00:00:01 -WarningAction SilentlyContinue
        Wait-Until { -not (Get-PendingRevert) }
        Wait-Until { (Get-HardeningChange)[0].Status -eq 'Undone' }
        Get-RuleContent | Should -BeExactly $before
    }

    It 'leaves no trace under -WhatIf' {
        $null = $open | Set-SgPeerReference -RevertAfter 00:00:01 -WhatIf -WarningVariable said -WarningAction SilentlyContinue
        Get-PendingRevert | Should -BeNullOrEmpty
        $said | Should -BeNullOrEmpty
    }

    It 'refuses <Time>' -ForEach @{ Time = '00:00:00' }, @{ Time = '-00:01:00' }, @{ Time = '31.00:00:00' } {
        { $open | Set-SgPeerReference -RevertAfter $Time } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }

    It 'has nothing to say to a plan' {
        { $open | Set-SgPeerReference -RevertAfter 01:00:00 -PlanOnly } | Should -Throw -ErrorId 'ParametersContradict*'
    }
}

Describe 'A timed revert of an account that others can reach' {
    BeforeAll {
        $server = Start-ServedAccount $TestDrive
        if (-not $server) { return }
        $endpoint = $server.Endpoint
        Set-Content $env:AWS_SHARED_CREDENTIALS_FILE "[timed]`naws_access_key_id = AKIATESTTESTTEST1234`naws_secret_access_key = nobody-may-read-this"
        $connection = @{ ProfileName = 'timed'; Region = 'us-east-1'; EndpointUrl = $endpoint }
        $script = @'
Import-Module $module
$done = Get-SgRule -ProfileName timed -Region us-east-1 -EndpointUrl $endpoint -GroupName 'WebApp*' | Where-Object OpenToVpc |
    Set-SgPeerReference -ProfileName timed -Region us-east-1 -EndpointUrl $endpoint -RevertAfter $after -WarningVariable said -WarningAction SilentlyContinue
$said.Message
(Get-PendingRevert).Id
'@
        $reverts = Join-Path $env:AWS_HARDENING_HOME 'reverts'
    }

    AfterAll {
        if ($server) { Stop-Process -Id $server.Process.Id }
    }

    BeforeEach {
        if (-not $server) { Set-ItResult -Skipped -Because $NotServed }
    }

    It 'takes the changes back after the shell that made them has gone' {
        $before = Get-RuleContent @connection
        $said = Invoke-FreshPowerShell $script -Variables @{ module = "$ModulePath/AwsHardening.psd1"; endpoint = $endpoint; after = '00:00:03' }
        $said[0] | Should -Match 'A process of its own waits for that; you may close this shell'
        Get-RuleContent @connection | Should -Not -BeExactly $before
        Get-ChildItem $env:AWS_HARDENING_HOME -Recurse -File | Select-String 'nobody-may-read-this' | Should -BeNullOrEmpty
        Wait-Until { -not (Get-PendingRevert) }
        # The account is back before the last line of the journal is: another process writes it.
        Wait-Until { -not (Get-HardeningChange @connection -Id $said[-1] | Where-Object Status -NE 'Undone') }
        Get-HardeningChange @connection -Id $said[-1] | Should -HaveCount 2
        Wait-Until { -not (Get-ChildItem $reverts) }
        Get-RuleContent @connection | Should -BeExactly $before
    }

    It 'leaves them when they are confirmed from another shell' {
        $before = Get-RuleContent @connection
        $said = Invoke-FreshPowerShell $script -Variables @{ module = "$ModulePath/AwsHardening.psd1"; endpoint = $endpoint; after = '01:00:00' }
        Confirm-HardeningChange $said[-1] | Should -HaveCount 2
        Get-RuleContent @connection | Should -Not -BeExactly $before
        Get-HardeningChange @connection -Status Applied | Where-Object SetId -EQ $said[-1] | Undo-HardeningChange @connection | Should -HaveCount 2
        Get-RuleContent @connection | Should -BeExactly $before
    }

    It 'is made by the next use of the module when nobody was there' {
        $before = Get-RuleContent @connection
        $said = Invoke-FreshPowerShell $script -Variables @{ module = "$ModulePath/AwsHardening.psd1"; endpoint = $endpoint; after = '01:00:00' }

        # The machine stops, and is started again after the time has come.
        Get-Process | Where-Object CommandLine -Match "Invoke-PendingRevert -Id '$($said[-1])'" | Stop-Process -PassThru | Should -Not -BeNullOrEmpty
        $entry = Get-Content "$reverts/$($said[-1]).json" -Raw
        $entry | Should -Match '"dueAt": *"[^"]+"'
        $entry -replace '"dueAt": *"[^"]+"', '"dueAt": "2026-01-01T00:00:00+00:00"' | Set-Content "$reverts/$($said[-1]).json"
        $null = Get-SgRule @connection -WarningVariable warned -WarningAction SilentlyContinue
        $warned.Message | Should -Match 'had not been made'
        Get-RuleContent @connection | Should -BeExactly $before
        Get-PendingRevert | Should -BeNullOrEmpty
    }

    It 'refuses a key of its own' {
        $secret = [securestring]::new()
        'nobody-may-read-this'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
        $session = Connect-AwsHardening -Credential ([pscredential]::new('AKIATESTTESTTEST1234', $secret)) -Region us-east-1 -EndpointUrl $endpoint
        $before = Get-RuleContent
        Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -RevertAfter 01:00:00 -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'RevertNotPossible,AwsHardening.Network.SetSgPeerReferenceCommand'
        Get-RuleContent | Should -BeExactly $before
        Disconnect-AwsHardening
    }
}
