using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Help;

namespace AwsHardening.Changes;

/// <summary>Ends the hold that a writer which died on another machine has on a shared journal.</summary>
[Cmdlet(VerbsCommon.Unlock, "HardeningJournal", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(HardeningJournal))]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("s3:ListBucket")]
[RequiresIamAction("s3:GetObject")]
[RequiresIamAction("s3:PutObject")]
public sealed class UnlockHardeningJournalCommand : SessionCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => EmitOne((host, stop) => JournalOperation.UnlockAsync(OpenSession(), host, stop));
}
