#Requires -Version 7.4
<#
.SYNOPSIS
Runs a task of eng/Tasks with this PowerShell.
.EXAMPLE
./build.ps1 test -Deep
#>
[CmdletBinding()]
param(
    # The task; without one, the list of tasks.
    [string] $Task,

    # Run the property tests longer.
    [switch] $Deep
)

$arguments = @(
    if ($Task) { $Task }
    if ($Deep) { '--deep' }
    # Installed as a .NET tool, PowerShell has no program of its own: the runner finds it again.
    $pwsh = Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')
    if (Test-Path -LiteralPath $pwsh) { '--pwsh'; $pwsh }
)

# The SDK is chosen by the global.json above the working directory.
Push-Location -LiteralPath $PSScriptRoot
try {
    dotnet run --project eng/Tasks --verbosity quiet -- @arguments
}
finally {
    Pop-Location
}
exit $LASTEXITCODE
