namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about who may restore snapshots that somebody made of databases.</summary>
/// <param name="snapshots">The list.</param>
/// <param name="attributes">The member of the answer that says who may.</param>
internal abstract class SharedSnapshotRule(FactType snapshots, string attributes) : ResourceRule(snapshots)
{
    private const string Everybody = "all";

    protected const string Why = "Whoever has an account at AWS restores a public snapshot and reads all that is in it; there are those who look for nothing else.";

    protected sealed override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var shared = resource[$"Sharing.{attributes}"].Items.Where(one => one["AttributeName"].Text == "restore").SelectMany(one => one["AttributeValues"].Items).Select(one => one.ToString()).ToArray();
        return Verdict.When(!shared.Contains(Everybody), "not everybody may restore it", "everybody may restore it", ("restore", string.Join(", ", shared)));
    }
}
