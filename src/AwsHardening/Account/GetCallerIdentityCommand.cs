using System.Management.Automation;
using AwsHardening.Core.Account;
using AwsHardening.Help;

namespace AwsHardening.Account;

/// <summary>Asks AWS who is calling.</summary>
[Cmdlet(VerbsCommon.Get, "CallerIdentity")]
[OutputType(typeof(CallerIdentity))]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class GetCallerIdentityCommand : SessionCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() =>
        Run(async (host, stop) => await host.WriteObjectAsync(await CallerIdentityOperation.GetAsync(OpenSession(), stop), stop));
}
