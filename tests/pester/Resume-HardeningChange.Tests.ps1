BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
    function New-Plan([string] $GroupName = "WebApp*") { Get-SgRule -GroupName $GroupName | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly }
}

Describe 'Resume-HardeningChange' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $made = New-Plan | Invoke-HardeningPlan
        $last = $made[-1].ChangeId
        $mutations = (Get-Mutation).Count

        # As if the process had ended before the last line was written.
        $journal = Get-ChildItem -Recurse -Filter '*.jsonl' ($env:AWS_HARDENING_HOME ?? "$($env:XDG_STATE_HOME ?? (Join-Path $HOME '.local/state'))/aws-hardening") |
            Where-Object { (Get-Content $_.FullName -Raw).Contains($last) }
        $lines = Get-Content $journal.FullName
        Set-Content -LiteralPath $journal.FullName -Value ($lines | Select-Object -SkipLast 1)
        Remove-Item -LiteralPath ([System.IO.Path]::ChangeExtension($journal.FullName, '.head'))
    }
    AfterEach { Disconnect-AwsHardening }

    It 'completes an interrupted change, and makes no call twice' {
        (Get-HardeningChange $last -ErrorAction Ignore).Status | Should -Be 'Interrupted'
        Resume-HardeningChange -Id $last -WhatIf -ErrorAction Ignore | Should -BeNullOrEmpty
        (Get-HardeningChange $last -ErrorAction Ignore).Status | Should -Be 'Interrupted'
        (Resume-HardeningChange -Id $last -ErrorAction Ignore).Status | Should -Be 'Applied'
        (Get-Mutation).Count | Should -Be $mutations
        Get-HardeningChange $last | Should -HaveCount 1
    }

    It 'is told of once a session, by a command that is not about changes' {
        $second = Get-SgRule -Region $session.Region -WarningAction SilentlyContinue -WarningVariable first
        $null = $second
        # This session was used before its change was interrupted, so it has had its warning; a session derived from it has not.
        $first | Should -BeNullOrEmpty
    }

    It 'says of a change that was not interrupted that it was not' {
        { Resume-HardeningChange $made[0].ChangeId -ErrorAction Stop } | Should -Throw
        Resume-HardeningChange $made[0].ChangeId -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems.FullyQualifiedErrorId | Should -Contain 'ChangeNotInterrupted,AwsHardening.Changes.ResumeHardeningChangeCommand'
    }
}
