#Requires -Version 7.4
<#
.SYNOPSIS
Writes docs/rules from the rules' own words: one page a rule, and a list of them.
.DESCRIPTION
Run it after a build, in a session of its own: it loads the module that was built.
.EXAMPLE
./eng/Update-RulePages.ps1
#>
[CmdletBinding()]
param(
    # The module.
    [string] $Module = (Join-Path $PSScriptRoot '../out/AwsHardening/AwsHardening.psd1')
)

$ErrorActionPreference = 'Stop'
$folder = Join-Path $PSScriptRoot '../docs/rules'
$null = New-Item -ItemType Directory -Force $folder
# What is not made of the rules' own words stays.
$byHand = 'scout.md'
Get-ChildItem $folder -Filter *.md | Where-Object Name -ne $byHand | Remove-Item
Import-Module $Module
# The engine is in a load context of its own; a session leads there.
$session = Connect-AwsHardening -Sandbox Fnd203
$engine = [AwsHardening.HardeningSession].GetProperty('Handle', [System.Reflection.BindingFlags] 'Instance,NonPublic').GetValue($session)
$rules = $engine.GetType().Assembly.GetType('AwsHardening.Core.Reporting.RuleCatalog').GetProperty('All').GetValue($null)
foreach ($rule in $rules) {
    $info = $rule.Info
    $repair = $info.Repair ? 'Repair-HardeningFinding repairs what it finds, but for what a finding says in CannotRepairReason.'
        : "Repair-HardeningFinding leaves it: $($info.ByHand ?? 'this module has no repair for it.')"
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

$repair
"@ | Set-Content (Join-Path $folder "$($info.Id).md")
}

@('# Rules', '', "What Invoke-HardeningAudit judges. [What became of Scout's rules]($byHand) says which of them stand for the rules of Scout2 and ScoutSuite.", '', '| Rule | Severity | What it asks for |', '|---|---|---|') +
    ($rules | ForEach-Object { "| [$($_.Info.Id)]($($_.Info.Id).md) | $($_.Info.Severity) | $($_.Info.Title) |" }) |
    Set-Content (Join-Path $folder 'README.md')
