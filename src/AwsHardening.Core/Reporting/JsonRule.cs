using System.Text.Json;

namespace AwsHardening.Core.Reporting;

/// <summary>A rule that a user wrote as a condition over one list.</summary>
internal sealed class JsonRule : ResourceRule
{
    private static readonly string[] s_members = ["id", "title", "severity", "service", "compliance", "rationale", "remediation", "resources", "when", "pass", "evidence"];

    private readonly JsonCondition? _when;
    private readonly JsonCondition _pass;
    private readonly string[] _evidence;

    private JsonRule(RuleInfo info, FactType subjects, JsonCondition? when, JsonCondition pass, string[] evidence)
        : base(subjects) => (Info, _when, _pass, _evidence) = (info, when, pass, evidence);

    public override RuleInfo Info { get; }

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It says too little, or something that means nothing.</exception>
    public static JsonRule Of(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("a rule is an object.");
        }

        if (json.EnumerateObject().FirstOrDefault(member => !s_members.Contains(member.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } strange)
        {
            throw new FormatException($"a rule has no member '{strange.Name}'; it has {string.Join(", ", s_members)}.");
        }

        var value = new AuditValue(json);
        string Said(string name) => value[name].Text is { Length: > 0 } text ? text : throw new FormatException($"it says no {name}.");
        var info = new RuleInfo
        {
            Id = Said("id"),
            Title = Said("title"),
            Severity = Enum.TryParse<FindingSeverity>(Said("severity"), ignoreCase: true, out var severity) && Enum.IsDefined(severity)
                ? severity : throw new FormatException($"'{Said("severity")}' is no severity; there are {string.Join(", ", Enum.GetNames<FindingSeverity>())}."),
            Service = value["service"].Text ?? "custom",
            Compliance = [.. value["compliance"].Items.Select(item => item.ToString())],
            Rationale = value["rationale"].Text ?? "",
            Remediation = Said("remediation"),
            ByHand = "it is of a rule of your own, for which this module has no repair.",
        };
        var list = Said("resources");
        var subjects = FactTypes.All.FirstOrDefault(type => type.Name == list)
            ?? throw new FormatException($"no list is called '{list}'; there are {string.Join(", ", FactTypes.All.Select(type => type.Name))}.");
        var when = value["when"].Element is { } filter ? JsonCondition.Of(filter) : null;
        var pass = JsonCondition.Of(value["pass"].Element ?? throw new FormatException("it says no pass."));
        return new JsonRule(info, subjects, when, pass, [.. value["evidence"].Items.Select(item => item.ToString())]);
    }

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (_when?.Holds(path => resource[path]) == false)
        {
            return null;
        }

        var evidence = _evidence.Select(path => (path, (object?)resource[path].Text)).ToArray();
        return Verdict.When(_pass.Holds(path => resource[path]), $"{_pass} holds", $"{_pass} does not hold", evidence);
    }
}
