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
$rules = Get-HardeningRule
foreach ($rule in $rules) {
    $repair = $rule.CanRepair ? 'Repair-HardeningFinding repairs what it finds, but for what a finding says in CannotRepairReason.'
        : "Repair-HardeningFinding leaves it: $($rule.CannotRepairReason)"
    $compliance = $rule.Compliance.Count -gt 0 ? ($rule.Compliance -join ', ') : 'none'
    @"
# $($rule.RuleId)

$($rule.Title)

| | |
|---|---|
| Severity | $($rule.Severity) |
| Service | $($rule.Service) |
| Compliance | $compliance |
| IAM actions | $($rule.IamActions -join ', ') |

## Why

$($rule.Rationale)

## What to do

$($rule.Remediation) Where a command of this module fixes a finding, the finding names it.

$repair
"@ | Set-Content (Join-Path $folder "$($rule.RuleId).md")
}

$intro = "What Invoke-HardeningAudit judges. Get-HardeningRule lists them at the prompt; [Scout's rules]($byHand) says which of them stand for the rules of Scout2 and ScoutSuite."
@('# Rules', '', $intro, '', '| Rule | Severity | What it asks for |', '|---|---|---|') +
    ($rules | ForEach-Object { "| [$($_.RuleId)]($($_.RuleId).md) | $($_.Severity) | $($_.Title) |" }) |
    Set-Content (Join-Path $folder 'README.md')
