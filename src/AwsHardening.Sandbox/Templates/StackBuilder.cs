using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Templates;

/// <summary>
/// Makes EC2 resources as CloudFormation makes them for a stack: by EC2's own operations, and with the stack's tags on
/// everything that can be tagged.
/// </summary>
internal sealed class StackBuilder
{
    private readonly SandboxAccount _account;
    private readonly Ec2Service _ec2;
    private readonly string _stackId;

    public StackBuilder(SandboxAccount account, string stackName)
    {
        _account = account;
        _ec2 = account.Services.OfType<Ec2Service>().Single();
        StackName = stackName;
        _stackId = $"arn:{account.Partition.Name}:cloudformation:{Region}:{account.AccountId}:stack/{stackName}/{account.Ids.NextUuid("stack")}";
    }

    public string StackName { get; }

    public string Region => _account.Region;

    public string NewId(string prefix) => _account.Ids.Next(prefix);

    public string NewHex(string kind, int digits) => _account.Ids.NextHex(kind, digits);

    public JsonObject Call(string operation, params (string Name, JsonNode? Value)[] members) =>
        CallService(_ec2.Service, operation, members);

    public JsonObject CallService(string service, string operation, params (string Name, JsonNode? Value)[] members) =>
        _account.Invoke(service, operation, Json.Of(members));

    /// <summary>Makes a resource and tags it; the answer is its id.</summary>
    /// <param name="operation">Such as <c>CreateVpc</c>.</param>
    /// <param name="path">Where the answer has the id, such as <c>Vpc.VpcId</c>.</param>
    /// <param name="name">The Name tag, or null for none.</param>
    /// <param name="logicalId">What the resource is called in the stack.</param>
    /// <param name="members">The parameters.</param>
    public string Make(
        string operation, string path, string? name, string logicalId, params (string Name, JsonNode? Value)[] members)
    {
        JsonNode answer = Call(operation, members);
        var id = (string)path.Split('.').Aggregate(answer, (node, member) => node[member]
            ?? throw new InvalidOperationException($"{operation} answered no {path}."))!;
        Tag(id, name, logicalId);
        return id;
    }

    public void Tag(string id, string? name, string logicalId)
    {
        if (name is not null)
        {
            Call("CreateTags", ("Resources", Json.Texts([id])), ("Tags", new JsonArray(Json.Of(("Key", "Name"), ("Value", name)))));
        }

        _ec2.SetSystemTags(Region, id, new Dictionary<string, string>
        {
            ["aws:cloudformation:logical-id"] = logicalId,
            ["aws:cloudformation:stack-id"] = _stackId,
            ["aws:cloudformation:stack-name"] = StackName,
        });
    }

    public void AddServiceInterface(ServiceInterface wanted) => _ec2.AddServiceInterface(Region, wanted);
}
