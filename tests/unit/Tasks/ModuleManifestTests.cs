using AwsHardening.Tasks;
using Xunit;

namespace AwsHardening.UnitTests.Tasks;

public class ModuleManifestTests
{
    private const string Text =
        """
        @{
            RootModule = 'AwsHardening.dll'
            ModuleVersion     = '0.0.0'
            PowerShellVersion = '7.4'
            Description = 'Plans, proves; it''s 100% "yours"'
            CmdletsToExport = @(
                'Get-SgRule',
                'Set-SgPeerReference'
            )
            AliasesToExport = @('none')
            PrivateData = @{ PSData = @{ Tags = @('AWS', 'EC2') } }
        }
        """;

    [Fact]
    public void The_version_of_the_build_replaces_the_one_in_the_text_and_no_other() =>
        Assert.Equal(Text.Replace("'0.0.0'", "'1.2.3'", StringComparison.Ordinal), new ModuleManifest(Text).WithVersion("1.2.3"));

    [Fact]
    public void A_text_without_a_version_is_refused() =>
        Assert.Throws<TaskFailedException>(() => new ModuleManifest("@{ PowerShellVersion = '7.4' }").WithVersion("1.2.3"));

    [Fact]
    public void Exported_cmdlets_are_read_in_order() =>
        Assert.Equal(["Get-SgRule", "Set-SgPeerReference"], new ModuleManifest(Text).Cmdlets);

    [Fact]
    public void Tags_are_read_in_order() => Assert.Equal(["AWS", "EC2"], new ModuleManifest(Text).Tags);

    [Fact]
    public void A_doubled_quote_in_the_description_is_one() =>
        Assert.Equal("Plans, proves; it's 100% \"yours\"", new ModuleManifest(Text).Description);
}
