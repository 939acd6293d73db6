using AwsHardening.Core.Changes;
using Mono.Cecil;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Architecture;

public class OneDoorTests
{
    private static readonly string s_core = typeof(ChangeRunner).Assembly.Location;

    [Fact]
    public void Nothing_calls_a_mutating_operation_by_name() =>
        Assert.Empty(CompiledCode.Calls(s_core).Where(call => CompiledCode.IsMutatingOperation(call.Called))
            .Select(call => $"{call.Caller} calls {call.Called.Name}"));

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
