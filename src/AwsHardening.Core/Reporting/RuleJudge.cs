using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>Judges rules on a collected account. Nothing here calls anybody.</summary>
internal static class RuleJudge
{
    /// <summary>What rules say, rule by rule.</summary>
    public static IEnumerable<HardeningFinding> Judge(AuditDocument document, IEnumerable<HardeningRule> rules) =>
        rules.SelectMany(rule => Places(document, rule).SelectMany(place => Judge(rule, place)));

    private static IEnumerable<AuditPlace> Places(AuditDocument document, HardeningRule rule) =>
        rule.IsOfAccount ? [new AuditPlace(document, document.Global)] : document.Regions.Select(region => new AuditPlace(document, region));

    private static IEnumerable<HardeningFinding> Judge(HardeningRule rule, AuditPlace place)
    {
        if (Unread(rule, place) is { } unread)
        {
            return [Unknown(rule, place, unread, "AWS::Account", place.Document.AccountId, null, place.Name)];
        }

        return rule.Judge(place).Select(judged => Find(rule, place, judged)).OfType<HardeningFinding>();
    }

    /// <summary>The first list that the rule needs and that was not read; of a rule of the account, in any Region.</summary>
    private static UnreadFactException? Unread(HardeningRule rule, AuditPlace place)
    {
        var places = rule.IsOfAccount && !rule.Needs.All(type => type.IsGlobal) ? [.. place.Document.Regions, place.Document.Global] : new[] { place.Region, place.Document.Global };
        return rule.Needs.SelectMany(type => places.Select(one => one.Facts.GetValueOrDefault(type.Name)))
            .FirstOrDefault(fact => fact is { IsKnown: false })?.Reason as UnreadFactException;
    }

    private static HardeningFinding? Find(HardeningRule rule, AuditPlace place, Judged judged)
    {
        try
        {
            return judged.Verdict() is { } verdict ? Finding(rule, place, judged, verdict) : null;
        }
        catch (UnreadFactException e)
        {
            return Unknown(rule, place, e, judged.ResourceType, judged.ResourceId, judged.ResourceArn, judged.Region) with { Configuration = judged.Subject?.Resource.ToString() };
        }
    }

    private static HardeningFinding Finding(HardeningRule rule, AuditPlace place, Judged judged, Verdict verdict)
    {
        var (text, isCommand) = verdict.Passes ? (null, false) : Remediation(rule.Info, judged, verdict);
        var byHand = rule.Info.Repair is null ? rule.Info.ByHand ?? "this module has no repair for it." : verdict.ByHand;
        return Facts(rule, place, judged, verdict) with
        {
            Remediation = text,
            RemediationIsCommand = isCommand,
            CanRepair = !verdict.Passes && byHand is null,
            CannotRepairReason = verdict.Passes ? null : byHand,
        };
    }

    // What has a placeholder does not run as it stands: it is advice.
    private static (string Text, bool IsCommand) Remediation(RuleInfo info, Judged judged, Verdict verdict) =>
        verdict.Command is { } command ? (command, !command.Contains('<', StringComparison.Ordinal))
        : info.Repair is not null && verdict.ByHand is null
            ? ($"Repair-HardeningFinding -RuleId {info.Id} -ResourceId {Argument(judged.ResourceId)} -Region {judged.Region}", true)
        : (info.Remediation, false);

    // As PowerShell takes it for one text.
    private static string Argument(string id) => id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/') && id is [not '-', ..]
        ? id : $"'{id.Replace("'", "''", StringComparison.Ordinal)}'";

    private static HardeningFinding Facts(HardeningRule rule, AuditPlace place, Judged judged, Verdict verdict) => new()
    {
        RuleId = rule.Info.Id,
        Title = rule.Info.Title,
        Severity = rule.Info.Severity,
        Status = verdict.Passes ? FindingStatus.Pass : FindingStatus.Fail,
        Service = rule.Info.Service,
        ResourceType = judged.ResourceType,
        ResourceId = judged.ResourceId,
        ResourceArn = judged.ResourceArn,
        Region = judged.Region,
        AccountId = place.Document.AccountId,
        Reason = verdict.Reason,
        // Arrays: PowerShell cannot index what the compiler makes of a collection expression for a read-only list.
        Evidence = verdict.Evidence.ToArray(),
        Compliance = rule.Info.Compliance.ToArray(),
        Configuration = judged.Subject is { } read ? place.Region.Surroundings.Configuration(read.Type, read.Resource) : null,
        Opens = judged.Subject is { } subject ? place.Region.Surroundings.Opens(subject.Type, subject.Resource, verdict).ToArray() : [],
        CollectedAt = place.Document.CollectedAt,
    };

    private static HardeningFinding Unknown(
        HardeningRule rule, AuditPlace place, UnreadFactException reason, string type, string id, string? arn, string region) => new()
        {
            RuleId = rule.Info.Id,
            Title = rule.Info.Title,
            Severity = rule.Info.Severity,
            Status = FindingStatus.Unknown,
            Service = rule.Info.Service,
            ResourceType = type,
            ResourceId = id,
            ResourceArn = arn,
            Region = region,
            AccountId = place.Document.AccountId,
            Reason = reason.IamAction.Length > 0 ? $"{reason.What} was not answered: {AwsErrors.Code(reason) ?? reason.Message}." : $"{reason.What} cannot be understood: {reason.Message}",
            Evidence = reason.IamAction.Length > 0 ? new FindingEvidence[] { new("IamAction", reason.IamAction) } : [],
            Compliance = rule.Info.Compliance.ToArray(),
            Remediation = reason.IamAction.Length > 0 ? $"Let the caller do {reason.IamAction} and audit again." : $"Look at {reason.What} yourself.",
            CollectedAt = place.Document.CollectedAt,
        };
}
