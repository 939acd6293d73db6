namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about a parameter that a cluster of Redshift has by its parameter group.</summary>
/// <param name="parameter">The parameter, which is to be true.</param>
internal abstract class WarehouseParameterRule(string parameter) : ResourceRule(FactTypes.Warehouses)
{
    protected sealed override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var value = resource["Parameters"].Items.FirstOrDefault(one => one["ParameterName"].Text == parameter)["ParameterValue"].Text ?? "absent";
        return Verdict.When(
            value == "true", $"{parameter} is {value}", $"{parameter} is {value}", (parameter, value), ("ParameterGroupName", resource["ClusterParameterGroups"].Items.FirstOrDefault()["ParameterGroupName"]));
    }
}
