# Writes docs/rules from the rules' own words: one page a rule, and a list of them. Run it after a build.
[CmdletBinding()]
param([string] $Core = (Join-Path $PSScriptRoot '../src/AwsHardening.Core/bin/Debug/net8.0/AwsHardening.Core.dll'))

$ErrorActionPreference = 'Stop'
$folder = Join-Path $PSScriptRoot '../docs/rules'
$null = New-Item -ItemType Directory -Force $folder
Get-ChildItem $folder -Filter *.md | Remove-Item
$rules = [System.Reflection.Assembly]::LoadFrom((Resolve-Path $Core)).GetType('AwsHardening.Core.Reporting.RuleCatalog').GetProperty('All').GetValue($null)
foreach ($rule in $rules) {
    $info = $rule.Info
    $compliance = $info.Compliance.Count -gt 0 ? ($info.Compliance -join ', ') : 'none'
    @"
# $($info.Id)

$($info.Title)

| | |
|---|---|
| Severity | $($info.Severity) |
| Service | $($info.Service) |
| Compliance | $compliance |
| IAM actions | $(($rule.Needs.IamActions | Sort-Object -Unique) -join ', ') |

## Why

$($info.Rationale)

## What to do

$($info.Remediation) Where a command of this module fixes a finding, the finding names it.
"@ | Set-Content (Join-Path $folder "$($info.Id).md")
}

@('# Rules', '', 'What Invoke-HardeningAudit judges.', '', '| Rule | Severity | What it asks for |', '|---|---|---|') +
    ($rules | ForEach-Object { "| [$($_.Info.Id)]($($_.Info.Id).md) | $($_.Info.Severity) | $($_.Info.Title) |" }) |
    Set-Content (Join-Path $folder 'README.md')
