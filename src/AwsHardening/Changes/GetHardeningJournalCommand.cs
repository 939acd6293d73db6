using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Help;

namespace AwsHardening.Changes;

/// <summary>Shows which journal is in force, and verifies it from its first entry to its last.</summary>
[Cmdlet(VerbsCommon.Get, "HardeningJournal")]
[OutputType(typeof(HardeningJournal))]
[RequiresIamAction("sts:GetCallerIdentity", When = "any journal of this machine is shared")]
[RequiresIamAction("s3:ListBucket", When = "the journal is shared")]
[RequiresIamAction("s3:GetObject", When = "the journal is shared")]
public sealed class GetHardeningJournalCommand : SessionCmdlet
{
    /// <inheritdoc />
    private protected override bool WarnsOfInterrupted => false;

    /// <inheritdoc />
    protected override void ProcessRecord() => EmitOne((host, stop) => JournalOperation.GetAsync(FindSession(), host, stop));
}
