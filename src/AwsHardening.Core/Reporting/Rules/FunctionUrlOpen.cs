using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No function URL answers without a signature.</summary>
internal sealed class FunctionUrlOpen() : ResourceRule(FactTypes.Functions)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "lambda-url-open",
        Title = "No function URL answers without a signature.",
        Severity = FindingSeverity.High,
        Service = "lambda",
        Compliance = [],
        Rationale = "The URL of a function is on the internet: with authentication of type NONE anybody who knows it may call.",
        Remediation = "Set the URL's AuthType to AWS_IAM, or put an API with its own authentication before the function.",
        ByHand = "those who call the URL today would be locked out.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var open = resource["Urls.FunctionUrlConfigs"].Items.Where(url => url["AuthType"].Text == "NONE").Select(url => ("FunctionUrl", (object?)url["FunctionUrl"])).ToArray();
        if (open.Length == 0 && resource["Urls.NextMarker"].Text is { Length: > 0 })
        {
            throw new UnreadFactException(new InvalidOperationException("it has more URLs than one answer holds"))
            {
                What = $"the URLs of function {resource["FunctionName"]}",
                IamAction = "lambda:ListFunctionUrlConfigs",
            };
        }

        return Verdict.When(
            open.Length == 0, resource["Urls.FunctionUrlConfigs"].Items.Any() ? "its URLs ask for a signature" : "it has no URL", $"{open.Length} of its URLs answer anybody", open);
    }
}
