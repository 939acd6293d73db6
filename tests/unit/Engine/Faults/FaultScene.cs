using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Journals;
using AwsHardening.UnitTests.Engine.RandomAccounts;
using AwsHardening.UnitTests.Engine.Story;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.Faults;

/// <summary>An account that can be made again and again, each time the same, for one run to go wrong in.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Make">Makes it.</param>
internal sealed record FaultScene(string Name, Func<SandboxAccount> Make)
{
    public bool IsRandom { get; private init; }

    /// <summary>What is done in it: reads and sets, as the pipeline does.</summary>
    public Func<Rehearsal, TestHost, Task> Job { get; private init; } =
        async (rehearsal, host) => await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(host), host);

    /// <summary>Makes the journal shared; null for the local one.</summary>
    public Action<Rehearsal>? Share { get; init; }

    /// <summary>One change in FND203, journaled in S3.</summary>
    public static FaultScene SharedJournal { get; } = new("Fnd203 with a shared journal", () =>
    {
        var account = SandboxAccount.FromTemplate("Fnd203");
        SharedScene.MakeBucket(account);
        return account;
    })
    {
        Job = async (rehearsal, host) => await rehearsal.SetAsync(
            (await rehearsal.OpenToVpcAsync(host)).Where(rule => rule.GroupName == Fnd203Names.Web), host),
        Share = SharedScene.Share,
    };

    public static FaultScene Fnd203 { get; } = new("Fnd203", () => SandboxAccount.FromTemplate("Fnd203"));

    /// <summary>Fnd203 with tags that differ, so that a change has more than two calls.</summary>
    public static FaultScene Tagged { get; } = new("Fnd203 with tags", () =>
    {
        var account = SandboxAccount.FromTemplate("Fnd203");
        var wide = AccountContent.Rules(account).Where(rule => (string?)rule["CidrIpv4"] is "10.1.0.0/16" or "10.0.0.0/16").ToArray();
        for (var i = 0; i < wide.Length; i += 2)
        {
            account.Ec2(
                "CreateTags", ("Resources", Ec2Calls.Texts((string)wide[i]["SecurityGroupRuleId"]!)), ("Tags", Ec2Calls.Tags(("Owner", "ops"))));
        }

        return account;
    });

    public static FaultScene Random(int seed) => new($"random account {seed}", () => RandomAccount.Build(seed, 10)) { IsRandom = true };

    /// <summary>Fnd203 with admin ports open to the world: alone, within ranges, within all traffic, tagged, from all sides.</summary>
    public static FaultScene AdminIngress { get; } = new("Fnd203 with open admin ports", () =>
    {
        var account = SandboxAccount.FromTemplate("Fnd203");
        AdminPorts.Open(account);
        return account;
    })
    {
        Job = (rehearsal, host) =>
        {
            rehearsal.AsksSessionManager = true;
            return rehearsal.CloseAsync(new() { Force = true }, host);
        },
    };
}
