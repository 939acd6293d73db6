using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Wire;
using AwsHardening.UnitTests.Engine.Audit;
using AwsHardening.UnitTests.Engine.Support;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Architecture;

/// <summary>What a change's calls need of IAM is what its kind says.</summary>
public class ChangeActionsTests
{
    // By the names of the services in calls.
    private static readonly string[] s_services =
        ["accessanalyzer", "cloudformation", "cloudfront", "cloudtrail", "cloudwatch", "config", "dynamodb", "ec2", "ecr", "events", "guardduty", "iam", "kms", "logs", "rds", "s3", "s3control", "sns", "sqs", "ssm"];

    // No change of the account: reports that IAM makes, objects of the shared journal, what acts on instances, and words that are names of operations by chance.
    private static readonly HashSet<string> s_others = new(StringComparer.Ordinal)
    {
        "iam:GenerateCredentialReport", "iam:GenerateServiceLastAccessedDetails",
        "s3:PutObject", "ssm:SendCommand", "ssm:StartSession", "ssm:TerminateSession", "ssm:CancelCommand",
    };

    [Fact]
    public void Every_write_that_the_engine_names_is_declared_by_a_kind()
    {
        var declared = ResourceKinds.All.SelectMany(kind => kind.RequiredActions).ToHashSet(StringComparer.Ordinal);
        var named = Texts().ToHashSet(StringComparer.Ordinal);
        var missing = s_services
            .SelectMany(service => ServiceModel.Embedded(service)!.Operations.Keys.Where(named.Contains)
                .Where(operation => OperationKind.IsMutating(operation, []))
                .Select(operation => (Operation: operation, Action: IamActions.Of(service, operation))))
            .Where(write => !s_others.Contains(write.Action) && !declared.Contains(write.Action))
            // Two services may have an operation of one name.
            .GroupBy(write => write.Operation).Where(group => !s_services.Any(service =>
                ServiceModel.Embedded(service)!.Operations.ContainsKey(group.Key) && declared.Contains(IamActions.Of(service, group.Key))))
            .SelectMany(group => group.Select(write => write.Action));
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_kind_says_what_it_needs_in_the_words_of_IAM() => Assert.All(ResourceKinds.All, kind =>
    {
        Assert.NotEmpty(kind.RequiredActions);
        Assert.All(kind.RequiredActions, action => Assert.Matches("^[a-z0-9-]+:[A-Z][A-Za-z]+$", action));
    });

    [Fact]
    public async Task A_baseline_makes_and_takes_back_nothing_that_its_kinds_do_not_declare()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        rehearsal.Account.Invoke("guardduty", "CreateDetector", new() { ["Enable"] = false }, "eu-west-1");
        await rehearsal.EnableAsync(host, AuditScene.Options() with { Include = Enum.GetValues<AuditBaselineService>() });
        await rehearsal.UndoAsync((await rehearsal.ChangesAsync()).Select(change => change.ChangeId), host);
        await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), host);
        await AssertDeclaredAsync(rehearsal, 8);
    }

    [Fact]
    public async Task Alarms_make_and_take_back_nothing_that_their_kinds_do_not_declare()
    {
        using var rehearsal = Alarms.AlarmScene.Make();
        var host = new TestHost();
        await Alarms.AlarmScene.EnableAsync(rehearsal, host, Alarms.AlarmScene.Options("UnusualKmsActivity", "GuardDutyFinding"));
        await Alarms.AlarmScene.EnableAsync(rehearsal, host, Alarms.AlarmScene.Options("UnusualKmsActivity") with { Emails = ["other@example.com"] });
        await AssertDeclaredAsync(rehearsal, 11);
    }

    /// <summary>The calls of the journal's changes, and what reading their resources takes.</summary>
    private static async Task AssertDeclaredAsync(Rehearsal rehearsal, int kinds)
    {
        var session = AwsSession.Of(rehearsal.Session);
        var changes = JournalView.Read(rehearsal.JournalPath).Changes.Select(journaled => journaled.Change).ToArray();
        Assert.True(changes.Select(change => change.ResourceType).Distinct().Count() >= kinds);
        foreach (var change in changes)
        {
            var kind = ResourceKinds.Of(change.ResourceType);
            Assert.All(change.Calls.Concat(change.Inverse), call => Assert.Contains(call.IamAction, kind.RequiredActions));
            rehearsal.Account.ClearCalls();
            await kind.ReadAsync(session.In(change.Region), change, TestContext.Current.CancellationToken);
            Assert.All(rehearsal.Account.Calls, call => Assert.Contains(IamActions.Of(call.Service, call.Operation), kind.RequiredActions));
        }
    }

    private static IEnumerable<string> Texts()
    {
        using var core = ModuleDefinition.ReadModule(typeof(ChangeRunner).Assembly.Location);
        // The alarms' catalogue has names of calls that others make.
        return [.. core.GetTypes().Where(type => type.FullName != typeof(Core.Audit.Alarms.SecurityAlarmCatalog).FullName).SelectMany(type => type.Methods).Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions).Where(code => code.OpCode == OpCodes.Ldstr).Select(code => (string)code.Operand).Distinct()];
    }
}
