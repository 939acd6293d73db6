using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Changes;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.CloudTrail;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Audit;

/// <summary>Laws over random accounts: run twice changes nothing more, nothing is weakened, undone is as before.</summary>
public class BaselineLawTests
{
    private static readonly string[] s_plans = ["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "RUNTIME_MONITORING"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") == "1" ? 300 : 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_state_is_raised_once_never_weakened_and_restored(int seed)
    {
        var random = new Random(seed);
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        Populate(rehearsal, random);
        var options = AuditScene.Options() with
        {
            Include = Enum.GetValues<AuditBaselineService>(),
            Force = true,
            ProtectionPlans = [.. s_plans.Where(_ => random.Next(2) == 0)],
            DataEvents = random.Next(2) == 0 ? ["AWS::S3::Object"] : [],
        };
        var before = State(rehearsal);

        await rehearsal.EnableAsync(host, options);
        Assert.Empty(host.Errors);
        Weaker(before, State(rehearsal));
        Assert.All((await rehearsal.GetBaselineAsync(host, options)).Where(fact => fact.Check != "Delivered"), fact => Assert.True(fact.State == "Yes", $"{fact}: {fact.Reason}"));

        rehearsal.Account.ClearCalls();
        await rehearsal.EnableAsync(host, options);
        Assert.Empty(rehearsal.Mutations);

        await rehearsal.UndoAsync((await rehearsal.ChangesAsync()).Select(change => change.ChangeId), host);
        // Only the bucket that holds logs stays.
        Assert.All(host.Errors, error => Assert.Equal("BucketNotEmpty", error.Id));
        Assert.Equal(before.ToJsonString(), State(rehearsal).ToJsonString());
    }

    private static void Populate(Rehearsal rehearsal, Random random)
    {
        var account = rehearsal.Account;
        TrailScene.Create(account, validate: random.Next(2) == 0);
        if (random.Next(4) == 0)
        {
            account.Invoke("cloudtrail", "DeleteTrail", new() { ["Name"] = "all" });
        }
        else
        {
            account.Invoke("cloudtrail", "UpdateTrail", new() { ["Name"] = "all", ["IsMultiRegionTrail"] = random.Next(2) == 0, ["KmsKeyId"] = random.Next(2) == 0 ? "alias/theirs" : null });
            if (random.Next(2) == 0)
            {
                account.Invoke("cloudtrail", "PutEventSelectors", new()
                {
                    ["TrailName"] = "all",
                    ["EventSelectors"] = new JsonArray(new JsonObject
                    {
                        ["ReadWriteType"] = random.Next(2) == 0 ? "WriteOnly" : "All",
                        ["IncludeManagementEvents"] = random.Next(2) == 0,
                        ["DataResources"] = random.Next(2) == 0 ? [] : new JsonArray(new JsonObject { ["Type"] = "AWS::Lambda::Function", ["Values"] = new JsonArray("arn:aws:lambda") }),
                    }),
                });
            }

            if (random.Next(2) == 0)
            {
                account.Invoke("cloudtrail", "StartLogging", new() { ["Name"] = "all" });
            }
        }

        if (random.Next(2) == 0)
        {
            account.Invoke("s3control", "PutPublicAccessBlock", new()
            {
                ["AccountId"] = account.AccountId,
                ["PublicAccessBlockConfiguration"] = new JsonObject(AccountBlockKind.Settings.Select(setting => KeyValuePair.Create(setting, (JsonNode?)(random.Next(2) == 0)))),
            });
        }

        foreach (var region in AuditScene.Regions)
        {
            if (random.Next(2) == 0)
            {
                account.Invoke("config", "PutConfigurationRecorder", new()
                {
                    ["ConfigurationRecorder"] = new JsonObject
                    {
                        ["name"] = "theirs",
                        ["roleARN"] = "arn:aws:iam::123456789012:role/theirs",
                        ["recordingGroup"] = random.Next(3) switch
                        {
                            0 => new JsonObject { ["allSupported"] = true, ["includeGlobalResourceTypes"] = random.Next(2) == 0 },
                            1 => new JsonObject { ["allSupported"] = false, ["resourceTypes"] = new JsonArray("AWS::EC2::VPC", "AWS::EC2::Subnet") },
                            _ => new JsonObject
                            {
                                ["exclusionByResourceTypes"] = new JsonObject { ["resourceTypes"] = new JsonArray("AWS::EC2::Instance") },
                                ["recordingStrategy"] = new JsonObject { ["useOnly"] = "EXCLUSION_BY_RESOURCE_TYPES" },
                            },
                        },
                    },
                }, region);
                if (random.Next(2) == 0)
                {
                    account.Invoke("config", "PutDeliveryChannel", new() { ["DeliveryChannel"] = new JsonObject { ["name"] = "theirs", ["s3BucketName"] = "logs-1" } }, region);
                    if (random.Next(2) == 0)
                    {
                        account.Invoke("config", "StartConfigurationRecorder", new() { ["ConfigurationRecorderName"] = "theirs" }, region);
                    }
                }
            }

            if (random.Next(2) == 0)
            {
                account.Invoke("guardduty", "CreateDetector", new()
                {
                    ["Enable"] = random.Next(2) == 0,
                    ["Features"] = new JsonArray([.. s_plans.Where(_ => random.Next(2) == 0).Select(plan => new JsonObject { ["Name"] = plan, ["Status"] = random.Next(2) == 0 ? "ENABLED" : "DISABLED" })]),
                }, region);
            }
        }
    }

    private static JsonObject State(Rehearsal rehearsal) => AuditState.Of(rehearsal.Account);

    // Everything that was on is on, and nothing that others chose is another.
    private static void Weaker(JsonObject before, JsonObject after)
    {
        foreach (var (name, was) in before)
        {
            var now = after[name];
            Assert.True(now is not null, $"{name} is gone");
            switch (name.Split(' ')[0])
            {
                case "logging" or "recording":
                    Assert.True((bool)now! || !(bool)was!, name);
                    break;
                case "detector" or "plan":
                    Assert.True((string?)now == "ENABLED" || (string?)was != "ENABLED", name);
                    break;
                case "block":
                    Assert.All(was!.AsObject(), setting => Assert.True((bool)now![setting.Key]! || !(bool)setting.Value!, setting.Key));
                    break;
                case "trail":
                    foreach (var (setting, value) in was!.AsObject())
                    {
                        Assert.True(JsonContent.Same(value, now![setting]) || (value!.GetValueKind() == System.Text.Json.JsonValueKind.False && (bool)now[setting]!), $"{name} {setting}");
                    }

                    break;
                case "recorder":
                    Assert.Equal((string?)was!["roleARN"], (string?)now!["roleARN"]);
                    Assert.True(was["recordingGroup"]!["includeGlobalResourceTypes"]?.GetValue<bool>() != true || now["recordingGroup"]!["includeGlobalResourceTypes"]!.GetValue<bool>(), name);
                    break;
                case "selectors":
                    foreach (var data in was!.AsArray().Select(selector => selector!["DataResources"]).Where(data => data is not null))
                    {
                        Assert.Contains(now!.AsArray(), selector => JsonContent.Same(selector!["DataResources"], data));
                    }

                    break;
                case "channel" when was!.AsArray().Count > 0:
                    Assert.True(JsonContent.Same(was, now), name);
                    break;
            }
        }
    }
}
