using AwsHardening.Core.Network.Nacls;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.Nacls;

/// <summary>The engine's operations on network ACLs, on an embedded account.</summary>
internal static class NaclRehearsal
{
    public const string PocAz1 = "Proof of Concept Public Subnet in AZ1";
    public const string PocAz2 = "Proof of Concept Public Subnet in AZ2";
    public const string WebAz1 = "Web App Public Subnet in AZ1";
    public const string WebAz2 = "Web App Public Subnet in AZ2";
    public const string DbAz1 = "Web App DB Subnet in AZ1";
    public const string DbAz2 = "Web App DB Subnet in AZ2";

    /// <summary>The workshop's first network ACL of the Proof of Concept VPC.</summary>
    public static IsolationNaclOptions PoCProtectionAZ1 { get; } =
        new() { Name = "PoCProtectionAZ1", SubnetId = [PocAz1], Deny = ["10.250.128.0/24"], RuleNumber = [50] };

    public static ValueTask<List<NaclRule>> NaclRulesAsync(this Rehearsal rehearsal, NaclRuleQuery? query = null, TestHost? host = null) =>
        NaclRuleOperation.FindAsync(rehearsal.Session, query ?? new(), host ?? new(), Token).ToListAsync(Token);

    public static ValueTask<List<IsolationNacl>> IsolateAsync(this Rehearsal rehearsal, IsolationNaclOptions options, TestHost host) =>
        IsolationNaclOperation.NewAsync(rehearsal.Session, options, host, Token).ToListAsync(Token);

    public static Task<HardeningPlan?> PlanIsolationAsync(this Rehearsal rehearsal, IsolationNaclOptions options, TestHost host) =>
        IsolationNaclOperation.PlanAsync(rehearsal.Session, options, host, Token);

    public static ValueTask<List<IsolationNacl>> ReleaseAsync(this Rehearsal rehearsal, IsolationRemovalOptions options, TestHost host) =>
        IsolationRemovalOperation.RemoveAsync(rehearsal.Session, options, host, Token).ToListAsync(Token);

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;
}
