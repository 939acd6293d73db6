#Requires -Version 7.4
<#
.SYNOPSIS
Runs the Pester suites over the staged module, in fresh PowerShells, one a core: an assembly cannot be unloaded from this one.
.DESCRIPTION
The last line is machine-readable: "N passed, N failed, N skipped". The exit code is 1 where a test failed, or where none ran.
.EXAMPLE
./tests/pester/Invoke-Tests.ps1 -Path ./tests/pester/Get-SgRule.Tests.ps1
#>
[CmdletBinding()]
param(
    # Test files or folders; left out, every suite here.
    [string[]] $Path = $PSScriptRoot,

    # The staged module.
    [string] $ModulePath = (Join-Path $PSScriptRoot '../../out/AwsHardening'),

    # A folder with a file for each suite that is to be run here. What the fresh PowerShells are started with.
    [string] $Queue
)

$ErrorActionPreference = 'Stop'
$staged = (Resolve-Path -LiteralPath $ModulePath).Path
. (Join-Path $PSScriptRoot 'Common.ps1')

function ConvertTo-Literal([string] $Text) { "'$($Text -replace "'", "''")'" }

# Each shell takes the next file when it is done with one, so the files that take long hold nobody up.
if (-not $Queue) {
    if (-not (Get-Module -ListAvailable -Name Pester | Where-Object Version -GE '6.0')) {
        Write-Output 'SKIPPED: Pester 6 is not on this machine, so no cmdlet was tested. Install-PSResource Pester brings it.'
        Write-Output '0 passed, 0 failed, 1 skipped'
        exit 0
    }

    $files = @(Get-ChildItem -Path $Path -Recurse -File -Filter *.Tests.ps1 | Sort-Object Length -Descending)
    if (-not $files) { throw "No suite is at $($Path -join ', '): a suite's file ends with .Tests.ps1." }
    $folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) "aws-hardening-queue-$([guid]::NewGuid())")
    try {
        for ($i = 0; $i -lt $files.Count; $i++) { Set-Content -LiteralPath (Join-Path $folder ('{0:d4}' -f $i)) -Value $files[$i].FullName }
        $command = "& $(ConvertTo-Literal $PSCommandPath) -ModulePath $(ConvertTo-Literal $staged) -Queue $(ConvertTo-Literal $folder); exit `$LASTEXITCODE"
        $tally = [int[]]::new(3)
        $codes = [System.Collections.Concurrent.ConcurrentBag[int]]::new()
        1..([Math]::Min($files.Count, [Environment]::ProcessorCount)) | ForEach-Object -ThrottleLimit 64 -Parallel {
            $all = @($using:Pwsh)
            & $all[0] @($all | Select-Object -Skip 1) -NoProfile -NonInteractive -Command $using:command 2>&1 | ForEach-Object { "$_" } # A line of stderr is no failure.
            ($using:codes).Add($LASTEXITCODE)
        } | ForEach-Object {
            if ($_ -match '^(\d+) passed, (\d+) failed, (\d+) skipped$') { foreach ($i in 1..3) { $tally[$i - 1] += $Matches[$i] } } else { $_ }
        }

        # What is still there nobody took, or a shell that died did.
        $left = @(Get-ChildItem -LiteralPath $folder).Count
        if ($left) { Write-Output "FAILED: $left suites were not run to their end." }
        $silent = -not $tally[1] -and ($codes | Where-Object { $_ })
        if ($silent) { Write-Output 'FAILED: a shell that ran suites ended badly.' }
        $tally[1] += $left + [int] [bool] $silent
        Write-Output "$($tally[0]) passed, $($tally[1]) failed, $($tally[2]) skipped"
        exit [int] ($tally[1] -gt 0 -or $tally[0] + $tally[2] -eq 0)
    }
    finally {
        Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction Ignore
    }
}

Import-Module Pester -MinimumVersion 6.0

# No test reads or writes what the user has: journal, profiles, credentials, instance metadata.
$scratch = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) "aws-hardening-$([guid]::NewGuid())")
Get-ChildItem Env:AWS_* | Remove-Item
$env:AWS_HARDENING_HOME = Join-Path $scratch 'home'
$env:AWS_CONFIG_FILE = Join-Path $scratch 'config'
$env:AWS_SHARED_CREDENTIALS_FILE = Join-Path $scratch 'credentials'
$null = New-Item -ItemType File -Path $env:AWS_CONFIG_FILE, $env:AWS_SHARED_CREDENTIALS_FILE # The SDK never looks for them again.
$env:AWS_EC2_METADATA_DISABLED = 'true'
$env:AWS_HARDENING_TEST_MODULE = $staged

# The next suite that nobody has taken yet; nothing where none is left. Moving a file is what only one of many can do.
function Get-NextSuite {
    foreach ($waiting in Get-ChildItem -LiteralPath $Queue -Exclude *.taken | Sort-Object Name) {
        try { [System.IO.File]::Move($waiting.FullName, "$($waiting.FullName).taken") } catch [System.IO.IOException] { continue }
        return "$($waiting.FullName).taken"
    }
}

$passed = $failed = $skipped = 0
try {
    while ($taken = Get-NextSuite) {
        $configuration = New-PesterConfiguration
        $configuration.Run.Path = Get-Content -LiteralPath $taken
        $configuration.Run.PassThru = $true
        $configuration.Output.Verbosity = 'Normal'

        # The tests see the preferences of a new session.
        $ErrorActionPreference = 'Continue'
        $run = Invoke-Pester -Configuration $configuration
        $ErrorActionPreference = 'Stop'
        foreach ($test in $run.Skipped) { Write-Output "SKIPPED: $($test.ExpandedPath): $($test.ErrorRecord)" }
        $passed += $run.PassedCount
        $skipped += $run.SkippedCount
        $failed += $run.FailedCount + $run.FailedContainersCount + $run.FailedBlocksCount
        Remove-Item -LiteralPath $taken
    }
}
finally {
    Remove-Item -LiteralPath $scratch -Recurse -Force -ErrorAction Ignore
}

Write-Output "$passed passed, $failed failed, $skipped skipped"
exit [int] ($failed -gt 0)
