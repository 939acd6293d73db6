using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Identity.Vault;

namespace AwsHardening.Isolation;

/// <summary>
/// What happens when the module comes and goes. PowerShell looks at every type of this assembly before OnImport, when the
/// engine cannot be found yet: so no type here may derive from, implement or lay out a type of the engine.
/// </summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc />
    public void OnImport() => EngineLoadContext.Enter();

    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        RunspaceSessions.ForCurrentRunspace().Dispose();
        VaultOperation.Lock();
        EngineLoadContext.Leave();
    }
}
