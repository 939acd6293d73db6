using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;

namespace AwsHardening.Demo;

/// <summary>A baseline that is set up once, who changed a security group, what became of it, and sample findings by how grave they are.</summary>
internal static class AuditStory
{
    private static readonly AuditBaselineOptions s_options = new() { Regions = ["us-east-1", "eu-west-1"] };

    /// <returns>True when everything went as told.</returns>
    public static async Task<bool> TellAsync()
    {
        var account = SandboxAccount.FromTemplate("Fnd203");
        await using var server = SandboxServer.Start(account);
        using var session = SessionOperation.Open(new ConnectOptions
        {
            Region = account.Region,
            EndpointUrl = server.Endpoint.ToString(),
            AccessKeyId = account.Principals.Default.AccessKeyId,
            SecretAccessKey = "sandbox",
        });
        var host = new ConsoleHost();
        Say("Audit baseline: trail, recorder, detector", "In two Regions of another embedded account; what is there already would be adopted.");
        var made = await AuditBaselineOperation.EnableAsync(session, s_options, host, default).ToListAsync();
        Table.Write(["Region", "Service", "Status", "Detail"], made.Select(item => new[] { item.Region, $"{item.Service}", item.Status, item.Detail ?? "" }));
        var calls = account.Calls.Count;
        var again = await AuditBaselineOperation.EnableAsync(session, s_options, host, default).ToListAsync();
        var changed = account.Calls.Skip(calls).Count(call => call.Mutating);
        Console.WriteLine($"  Run again: {again.Count} items looked at, {changed} calls that change anything.\n");

        var group = (string)account.Invoke("ec2", "DescribeSecurityGroups", [])["SecurityGroups"]![0]!["GroupId"]!;
        account.Invoke("ec2", "AuthorizeSecurityGroupIngress", new JsonObject
        {
            ["GroupId"] = group,
            ["IpPermissions"] = new JsonArray(new JsonObject
            {
                ["IpProtocol"] = "tcp", ["FromPort"] = 8443, ["ToPort"] = 8443, ["IpRanges"] = new JsonArray(new JsonObject { ["CidrIp"] = "10.9.0.0/16" }),
            }),
        }, record: true);
        Say("Who changed this security group", $"Get-TrailEvent -ResourceName {group}, and AWS Config's timeline of it.");
        var events = await TrailEventOperation.FindAsync(session, [], new TrailEventQuery { ResourceName = [group], ReadOnly = false }, follow: false, host, default).ToListAsync();
        Table.Write(["Time", "User", "Event", "Resources"], events.Select(e => new[] { Time(e.Time), e.UserName ?? "", e.EventName, string.Join(", ", e.Resources) }));
        var items = await ConfigTimelineOperation.GetAsync(session, group, null, null, null, host, default).ToListAsync();
        Table.Write(["Time", "Status", "Changes", "By", "How sure"], items.Select(item => new[]
        {
            Time(item.Time), item.Status, string.Join(", ", item.Changes.Select(change => change.Path).Distinct()), item.Cause?.UserName ?? "",
            item.Cause is null ? "" : $"{item.CauseCertainty}",
        }));

        Say("Sample findings", "What GuardDuty could find, by the label of its severity.");
        var detector = (string)account.Invoke("guardduty", "ListDetectors", [])["DetectorIds"]![0]!;
        account.Invoke("guardduty", "CreateSampleFindings", new() { ["DetectorId"] = detector });
        var findings = await ThreatFindingOperation.FindAsync(session, [], new ThreatFindingQuery(), 2, host, default).ToListAsync();
        var counts = findings.GroupBy(finding => $"{finding.SeverityLabel}").ToDictionary(label => label.Key, label => label.Count());
        Console.WriteLine($"  {string.Join(", ", counts.Select(label => $"{label.Value} {label.Key}"))}\n");
        return changed == 0 && host.Errors.Count == 0 && events.Count > 0 && items.Count == 2 && items[1].Cause?.EventName == "AuthorizeSecurityGroupIngress"
            && counts is { Count: 3 } && (counts["High"], counts["Medium"], counts["Low"]) == (9, 31, 5);
    }

    private static string Time(DateTimeOffset time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static void Say(string title, string sentence) => Console.WriteLine($"== {title}\n   {sentence}\n");
}
