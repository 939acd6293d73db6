#Requires -Version 7.4
<#
.SYNOPSIS
Writes into the pages of cmdlets that make changes of any kind which IAM actions those take.
.DESCRIPTION
Each kind of resource says which actions it takes; this puts them into the line "IAM actions:" of the pages in docs/, which tests hold to
the kinds. Needs the built module.
.EXAMPLE
./build.ps1 build; ./eng/Update-ChangeActions.ps1; ./eng/Update-Help.ps1
#>
[CmdletBinding()]
param(
    # The built module.
    [string] $ModulePath = (Join-Path $PSScriptRoot '../out/AwsHardening')
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $ModulePath 'AwsHardening.psd1') -Force
$marker = [AwsHardening.Help.RequiresIamActionsOfChangesAttribute]
$kinds = $marker::ByResourceType
foreach ($command in Get-Command -Module AwsHardening | Where-Object { $_.ImplementingType.IsDefined($marker, $false) }) {
    $own = $command.ImplementingType.GetCustomAttributes([AwsHardening.Help.RequiresIamActionAttribute], $false)
    $parts = @(
        $own | Where-Object { -not $_.When } | ForEach-Object Action | Sort-Object | Join-String -Separator ', '
        $own | Where-Object When | Group-Object When | ForEach-Object { "where $($_.Name): $(($_.Group.Action | Sort-Object) -join ', ')" }
        foreach ($type in $kinds.Keys) { "where a change is of ${type}: $($kinds[$type] -join ', ')" }
    )
    $page = Join-Path $PSScriptRoot "../docs/$($command.Name).md"
    $text = (Get-Content -LiteralPath $page -Raw) -replace '(?m)^IAM actions: .+$', "IAM actions: $($parts -join '; ')."
    Set-Content -LiteralPath $page -Value $text -NoNewline -Encoding utf8NoBOM
}
