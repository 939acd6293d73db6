using AwsHardening.Core.Access;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Journals;
using Mono.Cecil;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Architecture;

public class OneDoorTests
{
    private static readonly string s_core = typeof(ChangeRunner).Assembly.Location;

    // Sessions and commands: nothing that an account is made of, and nothing that could be taken back.
    private static readonly string[] s_actions = ["StartSessionAsync", "TerminateSessionAsync", "SendCommandAsync", "CancelCommandAsync"];

    [Fact]
    public void Nothing_calls_a_mutating_operation_by_name_but_the_shared_journal_which_writes_its_own_objects() => Assert.Equal(
        [$"{typeof(SharedObjects).FullName} calls PutObjectAsync"],
        CompiledCode.Calls(s_core)
            // Credentials for a while: nothing of the account is other than before.
            .Where(call => !(call.Caller == typeof(Core.Identity.RoleCredentials).FullName && call.Called.Name == "AssumeRoleAsync"))
            .Where(call => CompiledCode.IsMutatingOperation(call.Called) && !(call.Caller == typeof(InstanceActions).FullName && s_actions.Contains(call.Called.Name)))
            .Select(call => $"{call.Caller} calls {call.Called.Name}"));

    [Fact]
    public void What_acts_on_instances_without_being_a_change_goes_through_one_class() => Assert.Equal(
        [typeof(InstanceActions).FullName!], Callers(typeof(Core.Account.AwsSession).FullName!, "get_SsmActions"));

    [Fact]
    public void Reads_are_seen_by_this_test() => Assert.Contains(
        CompiledCode.Calls(s_core), call => call.Called.Name == "DescribeSecurityGroupRulesAsync" && call.Caller.EndsWith(".AccountView", StringComparison.Ordinal));

    [Theory]
    [InlineData("Amazon.EC2.IAmazonEC2", "AuthorizeSecurityGroupIngressAsync", true)]
    [InlineData("Amazon.EC2.AmazonEC2Client", "RevokeSecurityGroupEgressAsync", true)]
    [InlineData("Amazon.EC2.IAmazonEC2", "DescribeVpcsAsync", false)]
    [InlineData("Amazon.KeyManagementService.IAmazonKeyManagementService", "DecryptAsync", false)]
    [InlineData("Amazon.KeyManagementService.IAmazonKeyManagementService", "ScheduleKeyDeletionAsync", true)]
    [InlineData("Amazon.SecurityToken.IAmazonSecurityTokenService", "GetCallerIdentityAsync", false)]
    [InlineData("System.IO.Stream", "FlushAsync", false)]
    public void It_can_tell_a_write_from_a_read(string type, string method, bool mutating)
    {
        using var module = ModuleDefinition.CreateModule("m", ModuleKind.Dll);
        var dot = type.LastIndexOf('.');
        var reference = new MethodReference(
            method, module.TypeSystem.Void, new TypeReference(type[..dot], type[(dot + 1)..], module, module.TypeSystem.CoreLibrary));
        Assert.Equal(mutating, CompiledCode.IsMutatingOperation(reference));
    }

    [Theory]
    [InlineData(typeof(ApiInvoker), nameof(ApiInvoker.InvokeAsync), typeof(CallRunner))]
    [InlineData(typeof(CallRunner), ".ctor", typeof(ChangeRunner))]
    [InlineData(typeof(Core.Account.AwsSession), nameof(Core.Account.AwsSession.Writer), typeof(ApiInvoker))]
    [InlineData(typeof(Core.Account.AwsSession), "get_JournalWriter", typeof(SharedObjects))]
    public void The_way_to_a_write_goes_through_one_class_at_each_step(Type type, string method, Type caller) =>
        Assert.Equal([caller.FullName], Callers(type.FullName!, method).Where(name => name != type.FullName));

    [Fact]
    public void Only_the_invoker_calls_methods_it_does_not_name() => Assert.Equal(
        [typeof(ApiInvoker).FullName],
        Callers("System.Reflection.MethodBase", "Invoke").Concat(Callers("System.Reflection.MethodInfo", "Invoke")).Distinct());

    [Fact]
    public void The_engine_knows_no_PowerShell() => Assert.DoesNotContain(
        CompiledCode.References(s_core), name => name.StartsWith("System.Management.Automation", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.PowerShell", StringComparison.Ordinal));

    private static string[] Callers(string type, string method) =>
    [
        .. CompiledCode.Calls(s_core).Where(call => call.Called.DeclaringType.FullName == type && call.Called.Name == method)
            .Select(call => call.Caller).Distinct(),
    ];
}
