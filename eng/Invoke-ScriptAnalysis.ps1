#Requires -Version 7.4
<#
.SYNOPSIS
Holds every script of the repository to PSScriptAnalyzer's rules; one test a file.
.DESCRIPTION
The module's manifest is analysed as staged, where the files that it names are.
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$files = @(
    Get-ChildItem -LiteralPath $root -File -Filter '*.ps1'
    foreach ($folder in 'bench', 'eng', 'out/AwsHardening', 'samples', 'src', 'tests') {
        $path = Join-Path $root $folder
        if (Test-Path -LiteralPath $path) {
            Get-ChildItem -LiteralPath $path -Recurse -File -Include '*.ps1', '*.psd1', '*.psm1' |
                Where-Object FullName -NotMatch '[\\/](bin|obj)[\\/]'
        }
    }
)

if (-not (Get-Module -ListAvailable PSScriptAnalyzer)) {
    "LEFT OUT: script analysis of $($files.Count) files: the module PSScriptAnalyzer is not on this machine"
    "0 passed, 0 failed, $($files.Count) skipped"
    exit 0
}

$failed = 0
foreach ($file in $files) {
    $findings = @(Invoke-ScriptAnalyzer -Path $file.FullName -Settings (Join-Path $PSScriptRoot 'ScriptAnalyzerSettings.psd1'))
    if ($findings) {
        $failed++
        foreach ($finding in $findings) {
            "FAILED: $([IO.Path]::GetRelativePath($root, $file.FullName)):$($finding.Line): $($finding.RuleName): $($finding.Message)"
        }
    }
}

"$($files.Count - $failed) passed, $failed failed, 0 skipped"
exit [int]($failed -gt 0)
