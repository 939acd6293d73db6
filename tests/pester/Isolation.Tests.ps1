# The module beside other versions of its assemblies, and its own comings and goings.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    . "$PSScriptRoot/StandIn.ps1"
    $standIn = New-StandInModule $TestDrive
    $variables = @{ module = $ModulePath; standIn = $standIn }

    # What each load context holds of the SDK and of this module, as "context: name version".
    $loaded = @'
foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
    foreach ($name in $context.Assemblies.GetName()) {
        if ($name.Name -like 'AWSSDK*' -or $name.Name -like 'AwsHardening*') { "$($context.Name): $($name.Name) $($name.Version)" }
    }
}
'@
    # A command that needs the engine and the SDK, and no network.
    $use = 'Connect-AwsHardening -Sandbox Fnd203 | Out-Null; "rules: $(@(Get-SgRule).Count)"'
}

Describe 'Isolation' {
    It 'works when another module has loaded another AWSSDK.Core before' {
        [string[]] $output = Invoke-FreshPowerShell "Import-Module `$standIn; Get-StandIn; Import-Module `$module; $use; Get-StandIn; $loaded" $variables
        $output | Should -Contain 'Default: AWSSDK.Core 3.3.3.3'
        $output -match '^AwsHardening: AWSSDK.Core 4\.' | Should -HaveCount 1
        $output | Where-Object { $_ -eq 'stand-in' } | Should -HaveCount 2
        $output -match '^rules: [1-9]' | Should -HaveCount 1
    }

    It 'lets another module load another AWSSDK.Core afterwards' {
        [string[]] $output = Invoke-FreshPowerShell "Import-Module `$module; $use; Import-Module `$standIn; Get-StandIn; $use; $loaded" $variables
        $output | Should -Contain 'Default: AWSSDK.Core 3.3.3.3'
        $output -match '^AwsHardening: AWSSDK.Core 4\.' | Should -HaveCount 1
        $output | Should -Contain 'stand-in'
        $output -match '^rules: [1-9]' | Should -HaveCount 2
    }

    It 'puts only its own two assemblies into the default load context' {
        [string[]] $output = Invoke-FreshPowerShell "Import-Module `$module; $use; $loaded" $variables
        $output -match '^Default: ' -replace ' [\d.]+$' | Should -Be 'Default: AwsHardening', 'Default: AwsHardening.Records'
        $output -match '^AwsHardening: AwsHardening.Records' | Should -BeNullOrEmpty
    }

    It 'loads neither the engine nor the SDK on import' {
        [string[]] $output = Invoke-FreshPowerShell "Import-Module `$module; $loaded" $variables
        $output -match '^AwsHardening: ' | Should -BeNullOrEmpty
        $output -match 'AWSSDK' | Should -BeNullOrEmpty
    }

    It 'makes the records ordinary types' {
        Invoke-FreshPowerShell 'Import-Module $module; [AwsHardening.SgRule].FullName' $variables | Should -Be 'AwsHardening.SgRule'
    }

    It 'can be imported, removed and imported again in one session' {
        [string[]] $output = Invoke-FreshPowerShell @"
Import-Module `$module; $use; `$first = Get-Command Get-SgRule
Remove-Module AwsHardening
"gone: `$(`$null -eq (Get-Command Get-SgRule -ErrorAction Ignore))"
Import-Module `$module; $use
Import-Module `$module -Force; $use
"@ $variables
        $output | Should -Contain 'gone: True'
        $output -match '^rules: [1-9]' | Should -HaveCount 3
    }

    It 'forgets its sessions when it is removed' {
        [string[]] $output = Invoke-FreshPowerShell @'
$env:AWS_EC2_METADATA_DISABLED = 'true'; $env:AWS_CONFIG_FILE = $env:AWS_SHARED_CREDENTIALS_FILE = "$standIn/none"
Import-Module $module; $session = Connect-AwsHardening -Sandbox Fnd203
Remove-Module AwsHardening; Import-Module $module
Get-SgRule -ErrorAction SilentlyContinue -ErrorVariable problem
"id: $($problem[0].FullyQualifiedErrorId)"
'@ $variables
        $output -match '^id: .+' | Should -HaveCount 1
    }

    It 'shows every type of the cmdlets before the engine can be found' {
        # What PowerShell does before OnImport: no hook answers for the engine yet.
        [string[]] $output = Invoke-FreshPowerShell @'
$assembly = [System.Reflection.Assembly]::LoadFrom((Join-Path $module 'AwsHardening.dll'))
foreach ($type in $assembly.GetTypes()) {
    $null = $type.GetCustomAttributes($true), $type.GetInterfaces(), $type.BaseType
    if ($type.IsPublic) {
        foreach ($member in $type.GetMembers()) { $null = $member.GetCustomAttributes($true) }
        foreach ($property in $type.GetProperties()) { $null = $property.PropertyType }
    }
}
"types: $($assembly.GetTypes().Count)"
'@ $variables
        $output -match '^types: \d\d' | Should -HaveCount 1
    }

    It 'derives no type of the cmdlets from a type of the engine, and exposes none' {
        [string[]] $output = Invoke-FreshPowerShell @'
Import-Module $module
$own = [AwsHardening.SgRule].Assembly, [AwsHardening.Network.GetSgRuleCommand].Assembly
function Test-Isolated([type] $Type) {
    while ($Type.HasElementType) { $Type = $Type.GetElementType() }
    $name = $Type.Assembly.GetName().Name
    ($name -like 'AwsHardening*' -and $Type.Assembly -notin $own) -or $name -like 'AWSSDK*' -or
        @($Type.GenericTypeArguments | Where-Object { Test-Isolated $_ }).Count -gt 0
}
foreach ($type in $own.GetTypes()) {
    for ($base = $type.BaseType; $base; $base = $base.BaseType) { if (Test-Isolated $base) { "bad: $type derives from $base" } }
    foreach ($interface in $type.GetInterfaces()) { if (Test-Isolated $interface) { "bad: $type implements $interface" } }
    if ($type.IsVisible) {
        foreach ($member in $type.GetMembers('Public,Instance,Static')) {
            $shown = @($member.ReturnType; $member.PropertyType; $member.FieldType
                if ($member -is [System.Reflection.MethodBase]) { $member.GetParameters().ParameterType }) | Where-Object { $_ }
            foreach ($one in $shown) { if (Test-Isolated $one) { "bad: $type.$member shows $one" } }
        }
    }
}
"checked: $($own.GetTypes().Count)"
'@ $variables
        $output -match '^bad: ' | Should -BeNullOrEmpty
        $output -match '^checked: \d\d' | Should -HaveCount 1
    }

    It 'ships no assembly that PowerShell or .NET brings' {
        $framework = [System.IO.Path]::GetDirectoryName([object].Assembly.Location)
        Get-ChildItem -Path $ModulePath -Recurse -Filter '*.dll' |
            Where-Object { Test-Path (Join-Path $framework $_.Name) } | Should -BeNullOrEmpty
        Get-ChildItem -Path $ModulePath -Recurse -Filter 'System.Management.Automation.dll' | Should -BeNullOrEmpty
    }
}
