# Makes modules that bring their own version of an assembly, as AWS.Tools and others do.

# Compiles source into an assembly of a chosen name and version; PowerShell brings the compiler.
function New-Assembly {
    param([string] $Name, [string] $Source, [string] $Path)

    Add-Type -TypeDefinition 'public static class WarmUp { }' -ErrorAction Ignore
    $tree = [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText($Source)
    $references = [Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile([object].Assembly.Location)
    $options = [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new([Microsoft.CodeAnalysis.OutputKind]::DynamicallyLinkedLibrary)
    $compilation = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create(
        $Name, [Microsoft.CodeAnalysis.SyntaxTree[]] @($tree),
        [Microsoft.CodeAnalysis.MetadataReference[]] @($references), $options)
    $result = [Microsoft.CodeAnalysis.FileSystemExtensions]::Emit($compilation, $Path)
    if (-not $result.Success) { throw "$Name did not compile: $($result.Diagnostics -join '; ')" }
}

# A module whose manifest loads an AWSSDK.Core of version 3.3.3.3 into the default load context.
function New-StandInModule {
    param([Parameter(Mandatory)] [string] $Folder)

    $module = New-Item -ItemType Directory -Force -Path (Join-Path $Folder 'StandIn')
    New-Assembly -Name 'AWSSDK.Core' -Path (Join-Path $module 'AWSSDK.Core.dll') -Source @'
[assembly: System.Reflection.AssemblyVersion("3.3.3.3")]
namespace Amazon { public sealed class RegionEndpoint { public static string WhoAmI() { return "stand-in"; } } }
'@
    Set-Content -Path (Join-Path $module 'StandIn.psm1') -Value 'function Get-StandIn { [Amazon.RegionEndpoint]::WhoAmI() }'
    Set-Content -Path (Join-Path $module 'StandIn.psd1') -Value @'
@{ RootModule = 'StandIn.psm1'; ModuleVersion = '1.0'; GUID = 'c6a9d0d0-5d5c-43f5-8f0e-6d2f4a6f5c11'
   RequiredAssemblies = @('AWSSDK.Core.dll'); FunctionsToExport = @('Get-StandIn') }
'@
    $module.FullName
}
