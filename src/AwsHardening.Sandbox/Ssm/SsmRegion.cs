using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>Systems Manager of one Region.</summary>
internal sealed class SsmRegion
{
    private readonly SandboxAccount _account;
    private readonly Dictionary<string, ManagedNode> _nodes = new(StringComparer.Ordinal);

    public SsmRegion(SandboxAccount account, SsmSurroundings around, string name)
    {
        (_account, Around, Name) = (account, around, name);
        foreach (var document in AwsDocuments.All(Now))
        {
            Documents.Add(document.Name, document);
        }
    }

    public string Name { get; }

    public SsmSurroundings Around { get; }

    public SandboxAccount Account => _account;

    public string Partition => AwsPartition.OfRegion(Name).Name;

    public string AccountId => _account.AccountId;

    public Ec2Region Ec2 => Around.Ec2.Region(Name);

    public DateTimeOffset Now => _account.Clock.GetUtcNow();

    public SortedDictionary<string, SsmDocument> Documents { get; } = new(StringComparer.Ordinal);

    public List<SsmSession> Sessions { get; } = [];

    public List<SsmCommand> Commands { get; } = [];

    public SortedDictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Instances whose agent was never installed or does not run.</summary>
    public HashSet<string> SilentAgents { get; } = new(StringComparer.Ordinal);

    /// <summary>Agent versions other than <see cref="ManagedNode.DefaultAgentVersion"/>, by instance.</summary>
    public Dictionary<string, string> AgentVersions { get; } = new(StringComparer.Ordinal);

    /// <summary>What the original of a copied account said of agents, by instance.</summary>
    public Dictionary<string, AgentWord> Told { get; } = new(StringComparer.Ordinal);

    public void Add(ManagedNode node) => _nodes.Add(node.Instance.Id, node);

    public ManagedNode? Node(string instanceId) => _nodes.GetValueOrDefault(instanceId);

    /// <summary>The instances that have reported at some time, in order of their instances, after every agent has done what it can.</summary>
    public IReadOnlyList<ManagedNode> Nodes()
    {
        foreach (var instance in Ec2.Instances.Rows)
        {
            var agent = new Agent(this, instance);
            if (instance.Status == InstanceStatus.Terminated)
            {
                _nodes.Remove(instance.Id);
            }
            else if (agent.Reports)
            {
                var node = _nodes.GetValueOrDefault(instance.Id) ?? new ManagedNode(instance, Now);
                _nodes[instance.Id] = node;
                node.LastPing = Now;
                node.IsOnline = true;
            }
            else if (_nodes.TryGetValue(instance.Id, out var lost))
            {
                lost.IsOnline = false;
            }
        }

        return [.. Ec2.Instances.Rows.Where(instance => _nodes.ContainsKey(instance.Id)).Select(instance => _nodes[instance.Id])];
    }

    public Agent? AgentOf(string instanceId) => Ec2.Instances.Find(instanceId) is { } instance ? new Agent(this, instance) : null;

    public SsmDocument Document(string name) =>
        Documents.GetValueOrDefault(name[(name.LastIndexOf('/') + 1)..]) ?? throw SsmErrors.NoDocument(name);

    public string NewId(string kind) => _account.Ids.NextUuid(kind);

    public static (List<T> Page, string? Next) Cut<T>(ServiceCall call, IReadOnlyList<T> items, int size) =>
        PageToken.Cut(call.Operation, items, call.Number("MaxResults") ?? size, call.Text("NextToken"), SsmErrors.BadToken);

    public static JsonObject Page<T>(ServiceCall call, string list, IReadOnlyList<T> items, int size, Func<T, JsonObject> shape)
    {
        var (page, next) = Cut(call, items, size);
        return Json.Of((list, Json.List(page.Select(shape))), ("NextToken", next));
    }
}
