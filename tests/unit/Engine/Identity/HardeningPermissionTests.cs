using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Identity.Buckets;
using AwsHardening.Core.Identity.Permissions;
using AwsHardening.Core.Identity.Trust;
using AwsHardening.Core.Identity.Use;
using AwsHardening.Core.Identity.Users;
using AwsHardening.Core.Network;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>The policies suffice, and nothing in them is too much: the embedded account judges them.</summary>
public class HardeningPermissionTests
{
    private static readonly Dictionary<string, Func<HardeningSession, TestHost, Task>> s_commands = new()
    {
        ["Get-IamUserStatus"] = (session, host) => QuestionScene.ListAsync(IamUserOperation.FindAsync(session, new(), host, QuestionScene.Token)),
        ["Get-RoleTrust"] = (session, host) => QuestionScene.ListAsync(RoleTrustOperation.FindAsync(session, ["*", "admin"], host, QuestionScene.Token)),
        ["Get-BucketAccess"] = (session, host) => QuestionScene.ListAsync(BucketAccessOperation.FindAsync(session, [], host, QuestionScene.Token)),
        ["Get-PermissionUse"] = (session, host) => QuestionScene.ListAsync(PermissionUseOperation.FindAsync(session, new() { TrailDays = 1 }, host, QuestionScene.Token)),
        ["Get-TrailEvent"] = (session, host) => QuestionScene.ListAsync(TrailEventOperation.FindAsync(session, [], new(), false, host, QuestionScene.Token)),
        ["Get-SgRule"] = (session, host) => QuestionScene.ListAsync(SgRuleOperation.FindAsync(session, new(), host, QuestionScene.Token)),
    };

    public static TheoryData<string> Commands() => [.. s_commands.Keys];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_user_with_exactly_the_policy_is_refused_nothing_and_with_one_action_less_is(string command)
    {
        using var scene = Scene();
        var needs = CommandSources.Of(command);
        var policy = PermissionOperation.ForCommands([needs], always: false);
        Assert.Empty(await RefusedAsync(scene, command, policy.Policy));

        // Nobody needs leave to ask who he is, and what is needed at times alone may not have been needed now.
        foreach (var action in needs.Actions.Where(need => need.When is null && need.Action != "sts:GetCallerIdentity").Select(need => need.Action))
        {
            var refused = await RefusedAsync(scene, command, Without(policy.Policy, action));
            Assert.True(refused.Count > 0, $"{command} did as well without {action}.");
        }
    }

    [Fact]
    public async Task A_plan_s_policy_lets_apply_it_and_take_it_back_and_nothing_else()
    {
        using var scene = new QuestionScene(SandboxAccount.FromTemplate("Fnd203"));
        var host = new TestHost();
        var rehearsal = scene.Rehearsal;
        var plan = (await rehearsal.PlanSetAsync(await rehearsal.OpenToVpcAsync(), host))!;
        var permission = PermissionOperation.ForPlans([plan], CommandSources.Of("Invoke-HardeningPlan"));
        var group = plan.Changes[0].ResourceId;
        Assert.DoesNotContain(permission.Actions, action => action.StartsWith("s3:", StringComparison.Ordinal));
        var place = $"arn:aws:ec2:us-east-1:{scene.Account.AccountId}:";
        Assert.All(new[] { "Ingress", "Egress" }, direction => Assert.Equal(
            plan.Changes.Where(change => change.Calls.Any(call => call.StartsWith($"ec2:AuthorizeSecurityGroup{direction}", StringComparison.Ordinal)))
                .Select(change => $"{place}security-group/{change.ResourceId}").Distinct().Append($"{place}security-group-rule/*").Order(StringComparer.Ordinal),
            Statements(permission.Policy).First(statement => statement["Action"]!.AsArray().Any(action => (string)action! == $"ec2:AuthorizeSecurityGroup{direction}"))["Resource"]!
                .AsArray().Select(resource => (string)resource!)));

        host = new TestHost();
        var key = scene.Bench.User("exact", permission.Policy);
        var session = scene.As(key);
        Assert.All(await ApplyAsync(session, plan, host), change => Assert.Equal(HardeningChangeStatus.Applied, change.Status));
        Assert.Empty(host.Errors);
        await QuestionScene.ListAsync(Core.Changes.ChangeOperation.UndoAsync(session, new() { Id = [.. plan.Changes.Select(change => change.ChangeId)] }, host, QuestionScene.Token));
        Assert.Empty(host.Errors);
        scene.Bench.Refused(key, "ec2", "DeleteSecurityGroup", new { GroupId = group });
        scene.Bench.Refused(key, "ec2", "RevokeSecurityGroupIngress", new { GroupId = "sg-00000000000000000" });
    }

    [Theory]
    [InlineData("ec2:AuthorizeSecurityGroupIngress")]
    [InlineData("ec2:RevokeSecurityGroupIngress")]
    [InlineData("ec2:DescribeSecurityGroupRules")]
    public async Task A_plan_s_policy_with_one_action_less_does_not_let_apply_it(string action)
    {
        using var scene = new QuestionScene(SandboxAccount.FromTemplate("Fnd203"));
        var host = new TestHost();
        var plan = (await scene.Rehearsal.PlanSetAsync(await scene.Rehearsal.OpenToVpcAsync(), host))!;
        var permission = PermissionOperation.ForPlans([plan], CommandSources.Of("Invoke-HardeningPlan"));
        var session = scene.As(scene.Bench.User("less", Without(permission.Policy, action)));
        try
        {
            await ApplyAsync(session, plan, host);
            Assert.Contains(host.Errors, error => (error.Message + error.Action).Contains(action, StringComparison.Ordinal));
        }
        catch (Core.Errors.OperationException e)
        {
            Assert.Contains(action, e.Error.Message + e.Error.Action, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Conditional_needs_are_told_and_can_be_left_out()
    {
        CommandNeeds[] needs = [new("Get-It", [("a:B", null), ("c:D", "-It is said")], OfChanges: false)];
        Assert.Equal(["a:B", "c:D"], PermissionOperation.ForCommands(needs, always: false).Actions);
        Assert.Equal(["a:B"], PermissionOperation.ForCommands(needs, always: true).Actions);
        Assert.Equal("c:D, where -It is said", PermissionOperation.ForCommands(needs, always: true).Conditional.Single().ToString());
        Assert.Contains("ec2:AuthorizeSecurityGroupIngress", PermissionOperation.ForCommands([new("Undo-It", [], OfChanges: true)], always: false).Actions);
    }

    private static Task<IReadOnlyList<HardeningChange>> ApplyAsync(HardeningSession session, HardeningPlan plan, TestHost host) =>
        QuestionScene.ListAsync(PlanOperation.InvokeAsync(session, plan, new(), host, QuestionScene.Token));

    private static async Task<IReadOnlyList<string>> RefusedAsync(QuestionScene scene, string command, string policy)
    {
        scene.Bench.Call("iam", "PutUserPolicy", new { UserName = "asker", PolicyName = "p", PolicyDocument = policy });
        scene.Account.ClearCalls();
        using var session = scene.As((string)scene.Bench.Call("iam", "ListAccessKeys", new { UserName = "asker" })["AccessKeyMetadata"]![0]!["AccessKeyId"]!);
        try
        {
            await s_commands[command](session, new TestHost());
        }
        catch (Core.Errors.OperationException)
        {
            // Seen in the calls.
        }

        return [.. scene.Account.Calls.Where(call => call.ErrorCode is "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation").Select(call => call.Operation)];
    }

    private static QuestionScene Scene()
    {
        var scene = new QuestionScene(SandboxAccount.FromTemplate("SecurityEssentials"));
        scene.Bench.User("asker");
        var trust = """{"AWS":"arn:aws:iam::123456789012:root"}""".Replace("123456789012", scene.Account.AccountId, StringComparison.Ordinal);
        scene.Bench.Role("inline", trust, policy: """{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""");
        scene.Bench.Call("iam", "CreateGroup", new { GroupName = "g" });
        scene.Bench.Call("iam", "PutGroupPolicy", new { GroupName = "g", PolicyName = "p", PolicyDocument = """{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""" });
        scene.Bench.Call("iam", "AddUserToGroup", new { GroupName = "g", UserName = "audit" });
        return scene;
    }

    private static string Without(string policy, string action)
    {
        var document = JsonNode.Parse(policy)!;
        foreach (var actions in Statements(document).Select(statement => statement["Action"]!.AsArray()))
        {
            actions.RemoveAll(one => (string)one! == action);
        }

        return document.ToJsonString();
    }

    private static IEnumerable<JsonObject> Statements(string policy) => Statements(JsonNode.Parse(policy)!);

    private static IEnumerable<JsonObject> Statements(JsonNode policy) => policy["Statement"]!.AsArray().OfType<JsonObject>();
}
