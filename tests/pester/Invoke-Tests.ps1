#Requires -Version 7.4
<#
.SYNOPSIS
Runs the Pester suites over the staged module, in a fresh PowerShell: an assembly cannot be unloaded from this one.
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

    # Where to write the results as NUnit XML; left out, nowhere.
    [string] $ResultPath,

    # Run here. What the fresh PowerShell is started with.
    [switch] $Here
)

$ErrorActionPreference = 'Stop'
$staged = (Resolve-Path -LiteralPath $ModulePath).Path
. (Join-Path $PSScriptRoot 'Common.ps1')

if (-not $Here) {
    $list = ($Path | ForEach-Object { "'$((Resolve-Path -LiteralPath $_).Path -replace "'", "''")'" }) -join ', '
    $result = $ResultPath ? " -ResultPath '$($ResultPath -replace "'", "''")'" : ''
    $command = "& '$($PSCommandPath -replace "'", "''")' -Here -ModulePath '$($staged -replace "'", "''")' -Path $list$result; exit `$LASTEXITCODE"
    & $Pwsh[0] @($Pwsh | Select-Object -Skip 1) -NoProfile -NonInteractive -Command $command
    exit $LASTEXITCODE
}

if (-not (Get-Module -ListAvailable -Name Pester | Where-Object Version -GE '6.0')) {
    Write-Output 'SKIPPED: Pester 6 is not on this machine, so no cmdlet was tested. Install-PSResource Pester brings it.'
    Write-Output '0 passed, 0 failed, 1 skipped'
    exit 0
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
try {
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $Path
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Normal'
    $configuration.TestResult.Enabled = [bool] $ResultPath
    if ($ResultPath) { $configuration.TestResult.OutputPath = $ResultPath }

    # The tests see the preferences of a new session.
    $ErrorActionPreference = 'Continue'
    $run = Invoke-Pester -Configuration $configuration
}
finally {
    Remove-Item -LiteralPath $scratch -Recurse -Force -ErrorAction Ignore
}

foreach ($test in $run.Skipped) { Write-Output "SKIPPED: $($test.ExpandedPath): $($test.ErrorRecord)" }
$failed = $run.FailedCount + $run.FailedContainersCount + $run.FailedBlocksCount
Write-Output "$($run.PassedCount) passed, $failed failed, $($run.SkippedCount) skipped"
exit [int] ($failed -gt 0 -or $run.PassedCount -eq 0)
