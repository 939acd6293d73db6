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

        # As if the process had ended before the last line, and its head, were written.
        $journal = Get-ChildItem -Recurse -Filter '*.jsonl' ($env:AWS_HARDENING_HOME ?? "$($env:XDG_STATE_HOME ?? (Join-Path $HOME '.local/state'))/aws-hardening") |
            Where-Object { (Get-Content $_.FullName -Raw).Contains($last) }
        $lines = Get-Content $journal.FullName
        $kept = @($lines | Select-Object -SkipLast 1)
        Set-Content -LiteralPath $journal.FullName -Value $kept
        $digest = [System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes($kept[-1]))
        @{ Sequence = $kept.Count; Sha256 = [convert]::ToHexString($digest).ToLowerInvariant() } | ConvertTo-Json -Compress |
            Set-Content -LiteralPath ([System.IO.Path]::ChangeExtension($journal.FullName, '.head'))
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

    It 'is told of by the first command of a session of that Region, and by no other' {
        $saved = $env:AWS_HARDENING_HOME, $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY
        try {
            $env:AWS_HARDENING_HOME = "$TestDrive/home"
            $env:AWS_ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE'; $env:AWS_SECRET_ACCESS_KEY = 'x'
            $null = New-Item -ItemType Directory $env:AWS_HARDENING_HOME -Force
            Copy-Item $journal.FullName "$TestDrive/home/journal.jsonl"
            # Nobody listens there: the warning needs no network.
            $warnings = foreach ($region in $session.Region, $session.Region, 'eu-west-3') {
                $null = Get-CallerIdentity -EndpointUrl 'http://127.0.0.1:9' -Region $region -ErrorAction SilentlyContinue -WarningAction SilentlyContinue -WarningVariable told
                "$($told.Count)"
                if ($told) { $told[0].Message | Should -BeLike "*$last*Resume-HardeningChange*" }
            }
            $warnings | Should -Be '1', '0', '0'
        }
        finally {
            $env:AWS_HARDENING_HOME, $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY = $saved
        }
    }

    It 'says of a change that was not interrupted that it was not' {
        { Resume-HardeningChange $made[0].ChangeId -ErrorAction Stop } | Should -Throw
        Resume-HardeningChange $made[0].ChangeId -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems.FullyQualifiedErrorId | Should -Contain 'ChangeNotInterrupted,AwsHardening.Changes.ResumeHardeningChangeCommand'
    }
}
