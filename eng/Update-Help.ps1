#Requires -Version 7.4
<#
.SYNOPSIS
Writes the help that Get-Help shows from the pages in docs/.
.DESCRIPTION
docs/ is the source: edit the pages, then run this. What it writes into src/AwsHardening/en-US is committed, so that building
needs no help tool; tests hold the pages to the cmdlets, and the help to the pages. Needs Microsoft.PowerShell.PlatyPS 1.0.3.
.EXAMPLE
./eng/Update-Help.ps1
#>
[CmdletBinding()]
param(
    # Where the help for Get-Help goes.
    [string] $Destination = (Join-Path $PSScriptRoot '../src/AwsHardening/en-US')
)

$ErrorActionPreference = 'Stop'
Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.3
$docs = Join-Path $PSScriptRoot '../docs'
$pages = Get-ChildItem -Path $docs -Filter '*-*.md'

# PlatyPS makes a folder named after the module below the one it is given.
$scratch = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
try {
    $null = Import-MarkdownCommandHelp -Path $pages.FullName | Sort-Object Title | Export-MamlCommandHelp -OutputFolder $scratch -Force
    $null = New-Item -ItemType Directory -Path $Destination -Force
    $maml = Get-ChildItem -Path $scratch -Recurse -Filter '*-Help.xml'
    $text = (Get-Content -LiteralPath $maml.FullName -Raw) -replace '\r\n', "`n"
    Set-Content -LiteralPath (Join-Path $Destination $maml.Name) -Value $text.TrimEnd() -Encoding utf8NoBOM
}
finally {
    Remove-Item -LiteralPath $scratch -Recurse -Force -ErrorAction Ignore
}

# About topics are shown as they are written, but for the marks of the headings.
foreach ($topic in Get-ChildItem -Path $docs -Filter 'about_*.md') {
    $lines = Get-Content -LiteralPath $topic.FullName | ForEach-Object {
        switch -Regex ($_) {
            '^# (.+)' { 'TOPIC', "    $($Matches[1])"; break }
            '^##+ (.+)' { $Matches[1]; break }
            '^$' { ''; break }
            default { "    $_" }
        }
    }
    Set-Content -LiteralPath (Join-Path $Destination "$($topic.BaseName).help.txt") -Value $lines -Encoding utf8NoBOM
}
