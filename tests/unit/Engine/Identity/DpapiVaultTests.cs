using AwsHardening.Core.Identity.Vault;
using AwsHardening.Seam;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

public class DpapiVaultTests : VaultContract
{
    private protected override IVaultBackend Open()
    {
        if (OperatingSystem.IsWindows())
        {
            return new VaultFile(Path.Combine(Folder, "vault.dpapi.json"), new DpapiProtection(), new UnlockedVaults(TimeProvider.System), TimeProvider.System);
        }

        Assert.Skip("Windows' data protection is not on this machine");
        throw new System.Diagnostics.UnreachableException();
    }
}
