using System.Collections;
using System.Management.Automation;

namespace AwsHardening.Reporting;

/// <summary>Takes findings as they come: records, what a file made of them, or a report in JSON that holds them.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FindingTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            HardeningFinding one => new[] { one },
            HardeningFinding[] all => all,
            IEnumerable several and not string => several.Cast<object>().SelectMany(Findings).ToArray(),
            _ => Findings(inputData).ToArray(),
        };
    }

    private static IEnumerable<HardeningFinding> Findings(object? item)
    {
        var value = PSObject.AsPSObject(item ?? "");
        return value.BaseObject is HardeningFinding finding ? [finding]
            : value.Properties["findings"]?.Value is IEnumerable report and not string ? report.Cast<object>().SelectMany(Findings)
            : [FindingFromObject.Of(value)];
    }
}
