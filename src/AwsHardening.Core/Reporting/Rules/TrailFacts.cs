namespace AwsHardening.Core.Reporting.Rules;

/// <summary>What a trail does.</summary>
internal static class TrailFacts
{
    public static bool IsLogging(AuditResource trail) => trail["Status.IsLogging"].Flag == true;

    /// <summary>True where it records reads and writes of the control plane.</summary>
    public static bool LogsAllManagement(AuditResource trail) =>
        trail["Selectors.EventSelectors"].Items.Any(selector => selector["IncludeManagementEvents"].Flag == true && selector["ReadWriteType"].Text == "All"
            && !selector["ExcludeManagementEventSources"].Items.Any())
        || trail["Selectors.AdvancedEventSelectors"].Items.Any(selector =>
            Fields(selector, "eventCategory", "Management") && selector["FieldSelectors"].Items.All(field => field["Field"].Text == "eventCategory"));

    /// <summary>True where it records what is done to the objects of all buckets.</summary>
    /// <param name="trail">The trail.</param>
    /// <param name="kind">WriteOnly or ReadOnly.</param>
    public static bool LogsObjects(AuditResource trail, string kind) =>
        trail["Selectors.EventSelectors"].Items.Any(selector => (selector["ReadWriteType"].Text == "All" || selector["ReadWriteType"].Text == kind)
            && selector["DataResources"].Items.Any(data => data["Type"].Text == "AWS::S3::Object"
                && data["Values"].Items.Any(value => value.Text?.EndsWith(":s3", StringComparison.Ordinal) == true || value.Text?.EndsWith(":s3:::", StringComparison.Ordinal) == true)))
        || trail["Selectors.AdvancedEventSelectors"].Items.Any(selector => Fields(selector, "eventCategory", "Data") && Fields(selector, "resources.type", "AWS::S3::Object")
            && selector["FieldSelectors"].Items.All(field => field["Field"].Text is "eventCategory" or "resources.type"
                || (field["Field"].Text == "readOnly" && field["Equals"].Items.Any(value => value.Text == (kind == "ReadOnly" ? "true" : "false")))));

    public static (string, object?) Evidence(AuditResource trail) => (trail["Name"].ToString(),
        $"multi-Region {trail["IsMultiRegionTrail"]}, logging {trail["Status.IsLogging"]}");

    private static bool Fields(AuditValue selector, string name, string value) => selector["FieldSelectors"].Items.Any(field =>
        field["Field"].Text == name && field["Equals"].Items.Any(one => one.Text == value));
}
