namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about each instance, running or not. One that is being terminated is left out: it is not there, nor will it be again.</summary>
internal abstract class InstanceRule() : ResourceRule(FactTypes.Instances)
{
    public static bool IsGone(AuditResource instance) => instance["State.Name"].Text is "terminated" or "shutting-down";

    public sealed override IEnumerable<Judged> Judge(AuditPlace place) => base.Judge(place).Where(judged => !IsGone(judged.Subject!.Value.Resource));
}
